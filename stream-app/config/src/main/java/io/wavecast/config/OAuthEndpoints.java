package io.wavecast.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kafka's clients fetch OAuth tokens only from the URLs, and read only the files, that two system
 * properties list. This lists those that the clients' own properties name. Thread-safe.
 */
public final class OAuthEndpoints {
  private static final String PREFIX = "sasl.oauthbearer.";

  private static final String URLS = "org.apache.kafka." + PREFIX + "allowed.urls";
  private static final String FILES = "org.apache.kafka." + PREFIX + "allowed.files";

  private OAuthEndpoints() {}

  /**
   * Allows the endpoints in properties of Kafka's clients, also behind a prefix such as {@code
   * consumer.}; what the system properties already hold stays. Call it before a client is created,
   * in each process that creates one.
   */
  public static void allow(Map<?, ?> properties) {
    properties.forEach(
        (key, value) -> {
          String name = key.toString();
          String text = value.toString().strip();
          int at = name.indexOf(PREFIX);
          if (at >= 0 && !text.isEmpty()) {
            switch (name.substring(at + PREFIX.length())) {
              case "token.endpoint.url", "jwks.endpoint.url" -> add(URLS, text);
              case "assertion.file", "assertion.private.key.file", "assertion.template.file" ->
                  add(FILES, Path.of(text).toAbsolutePath().toString());
              default -> {}
            }
          }
        });
  }

  private static void add(String property, String allowed) {
    System.getProperties()
        .merge(
            property,
            allowed,
            (before, more) ->
                Stream.of(before.toString().split(",")).map(String::strip).anyMatch(more::equals)
                    ? before
                    : before + "," + more);
  }
}
