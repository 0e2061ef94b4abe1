package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files that properties of Kafka's clients name. */
public final class KafkaFiles {
  /** What reads these files in place of Kafka; for it, locations may be no files. */
  private static final String FACTORY = "ssl.engine.factory.class";

  /** Also behind a prefix such as {@code consumer.}. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(^|\\.)(ssl\\.(keystore|truststore)\\.location"
              + "|sasl\\.oauthbearer\\.assertion\\.(private\\.key\\.|template\\.)?file)$");

  private KafkaFiles() {}

  /**
   * Requires that each file can be read, so that one line names it before Kafka's clients, which
   * report it with many. A reference such as <code>${file:...}</code> is left to them.
   *
   * @param properties of Kafka's clients, without the prefix {@code kafka.}
   * @throws FailureException when one cannot be read
   */
  public static void require(Map<String, String> properties) {
    boolean foreign = properties.keySet().stream().anyMatch(name -> name.endsWith(FACTORY));
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (PROPERTY.matcher(name).find()
                  && !(foreign && name.endsWith(".location"))
                  && !value.isBlank()
                  && !value.contains("${")) {
                read(Settings.KAFKA + name, value);
              }
            });
  }

  private static void read(String property, String file) {
    try (InputStream in = SmallFile.open(Path.of(file))) {
      var unused = in.read();
    } catch (IOException | InvalidPathException e) {
      throw new FailureException(
          "%s: %s cannot be read: %s".formatted(property, file, Throwables.reason(e)), e);
    }
  }
}
