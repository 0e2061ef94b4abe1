package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Looks after the places of checkpoints and savepoints, on any file system that Flink knows. */
final class Checkpoints {
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-";
  private static final String SAVEPOINT = "savepoint-";

  private Checkpoints() {}

  /**
   * Checks that checkpoints can be written to a folder; makes it when absent.
   *
   * @throws StartException when they can't
   */
  static void checkWritable(String folder) {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem();
      files.mkdirs(path);
      Path probe = new Path(path, ".wavecast-" + UUID.randomUUID());
      try (OutputStream out = files.create(probe, WriteMode.OVERWRITE)) {
        out.write(0);
      }
      files.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          "checkpoints can't be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a checkpoint or savepoint is there.
   *
   * @throws StartException when it isn't
   */
  static void checkReadable(String place) {
    try {
      Path path = new Path(place);
      FileSystem files = path.getFileSystem();
      if (!files.exists(path.getName().equals(METADATA) ? path : new Path(path, METADATA))) {
        throw new StartException("no checkpoint or savepoint lies in " + place);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("checkpoint " + place + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * The newest whole checkpoint or savepoint of whatever job in a folder: FOLDER/JOB/chk-N or
   * FOLDER/savepoint-...
   */
  static Optional<String> newest(String folder) {
    try {
      Path root = new Path(folder);
      FileSystem files = root.getFileSystem();
      List<Path> found = new ArrayList<>();
      for (FileStatus entry : list(files, root)) {
        if (entry.getPath().getName().startsWith(SAVEPOINT)) {
          found.add(entry.getPath());
        } else {
          for (FileStatus checkpoint : list(files, entry.getPath())) {
            if (checkpoint.getPath().getName().startsWith(CHECKPOINT)) {
              found.add(checkpoint.getPath());
            }
          }
        }
      }
      Path newest = null;
      long time = Long.MIN_VALUE;
      for (Path path : found) {
        Path metadata = new Path(path, METADATA);
        if (files.exists(metadata)) {
          long written = files.getFileStatus(metadata).getModificationTime();
          if (written > time) {
            time = written;
            newest = path;
          }
        }
      }
      return Optional.ofNullable(newest).map(Path::toString);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("checkpoints in " + folder + " can't be read: " + e.getMessage(), e);
    }
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    if (!files.exists(folder) || !files.getFileStatus(folder).isDir()) {
      return new FileStatus[0];
    }
    FileStatus[] found = files.listStatus(folder);
    return found == null ? new FileStatus[0] : found;
  }
}
