package io.wavecast.onnx.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detects changed model files by polling. A file has changed when two consecutive polls see it
 * equal and it differs from the version handled last; so a file that is still being written is
 * ignored. Compares size, modification time and file key, which works on every file system and
 * through the links of a Kubernetes config map. Not thread-safe.
 */
final class DirectoryWatch {
  private final ModelCatalog catalog;
  private final Map<String, Stamp> seen = new HashMap<>();
  private final Map<String, Stamp> handled = new HashMap<>();

  DirectoryWatch(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /** A file's attributes. */
  private record Stamp(long size, @Nullable FileTime modified, @Nullable Object key) {
    static final Stamp ABSENT = new Stamp(-1, null, null);
    static final Stamp UNREADABLE = new Stamp(-2, null, null);
  }

  /** Records a file's present version as handled. */
  void start(String name) {
    Stamp now = stamp(name);
    seen.put(name, now);
    handled.put(name, now);
  }

  /** Whether a file has changed and is no longer being written; then records it as handled. */
  boolean changed(String name) {
    Stamp now = stamp(name);
    if (now.equals(handled.get(name))) {
      seen.put(name, now);
      return false;
    }
    if (!now.equals(seen.put(name, now))) {
      return false;
    }
    handled.put(name, now);
    return true;
  }

  private Stamp stamp(String name) {
    Optional<Path> path = catalog.inDirectory(name);
    if (path.isEmpty()) {
      return Stamp.ABSENT;
    }
    try {
      BasicFileAttributes file = Files.readAttributes(path.get(), BasicFileAttributes.class);
      return new Stamp(file.size(), file.lastModifiedTime(), file.fileKey());
    } catch (NoSuchFileException e) {
      return Stamp.ABSENT;
    } catch (IOException e) {
      return Stamp.UNREADABLE;
    }
  }
}
