package io.wavecast.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of secrets that settings name, and whether every user of the machine may use them. */
public final class SecretFiles {
  /** Names of settings whose file holds a secret. Certificates are none. */
  private static final Pattern SETTING = Pattern.compile("(-file|\\.tls\\.key)$");

  /** A private key of Kafka's clients. */
  private static final String KEYSTORE = "ssl.keystore.location";

  /**
   * What Kafka's configuration providers read from a file or a folder: {@code ${file:PATH:KEY}}.
   */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[\\w-]+:(/[^:}]+):([^}]+)}");

  private SecretFiles() {}

  /**
   * A line for each file that other users may read or write: its setting, its name and its mode.
   * Volumes of Kubernetes may be read, because no other user of the machine reaches them.
   */
  public static List<String> warnings(Settings settings) {
    List<String> lines = new ArrayList<>();
    of(settings)
        .forEach((name, files) -> files.forEach(f -> warning(name, f).ifPresent(lines::add)));
    return lines;
  }

  /** Names of settings and properties, with the files of secrets that each names. */
  static Map<String, List<Path>> of(Settings settings) {
    Map<String, List<Path>> files = new TreeMap<>();
    for (Key<?> key : Keys.ALL.stream().filter(settings::has).toList()) {
      if (SETTING.matcher(key.name()).find()
          && settings.get(key) instanceof Optional<?> given
          && given.isPresent()
          && given.get() instanceof Path file) {
        files.put(key.name(), List.of(file));
      }
      if (Secrets.isSecret(key.name())) {
        settings.file(key).ifPresent(file -> files.put(key.name(), List.of(file)));
      }
    }
    settings.kafka().forEach((name, value) -> files.put(Settings.KAFKA + name, named(name, value)));
    return files;
  }

  private static List<Path> named(String property, String value) {
    List<Path> files = new ArrayList<>();
    try {
      if (property.endsWith(KEYSTORE) && !value.isBlank() && !value.contains("${")) {
        files.add(Path.of(value));
      }
      for (Matcher m = REFERENCE.matcher(value); m.find(); ) {
        Path path = Path.of(m.group(1));
        files.add(Files.isDirectory(path) ? path.resolve(m.group(2)) : path);
      }
    } catch (InvalidPathException e) {
      return List.of(); // what reads it reports it
    }
    return files;
  }

  private static Optional<String> warning(String name, Path file) {
    Set<PosixFilePermission> mode;
    try {
      mode = Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // what reads it reports an absent file; some systems have no modes
    }
    List<String> others = new ArrayList<>();
    if (mode.contains(PosixFilePermission.OTHERS_READ) && !isInVolume(file)) {
      others.add("read");
    }
    if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      others.add("write");
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: other users of this machine may %s %s (mode %s)"
                .formatted(name, String.join(" and ", others), file, octal(mode)));
  }

  /** Kubernetes writes volumes of secrets into a folder that the link {@code ..data} names. */
  private static boolean isInVolume(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isSymbolicLink(folder.resolve("..data"))) {
      return false;
    }
    try {
      return file.toRealPath().startsWith(folder.resolve("..data").toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static String octal(Set<PosixFilePermission> mode) {
    int bits = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) { // owner's read first
      bits = bits << 1 | (mode.contains(permission) ? 1 : 0);
    }
    return "0%03o".formatted(bits);
  }
}
