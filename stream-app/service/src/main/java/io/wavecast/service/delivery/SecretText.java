package io.wavecast.service.delivery;

import io.wavecast.config.Key;
import io.wavecast.config.Type;
import io.wavecast.core.text.FailureException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the content of files that hold a secret. Each refuses a content that cannot be used with a
 * {@link FailureException}, which names the setting and never shows the content.
 */
final class SecretText {
  private SecretText() {}

  /** Any text, without surrounding white space. */
  static Function<String, String> text(Key<?> setting) {
    return content -> {
      String text = content.strip();
      if (text.isEmpty()) {
        throw new FailureException(setting.name() + " must name a file with a secret; it is empty");
      }
      return text;
    };
  }

  /** One line of ASCII without control characters. */
  static Function<String, String> line(Key<?> setting) {
    return text(setting)
        .andThen(
            text -> {
              if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new FailureException(
                    setting.name() + " must name a file with one line of ASCII characters");
              }
              return text;
            });
  }

  /** The header of that name. */
  static Function<String, Map<String, String>> header(Key<?> setting, String name) {
    return line(setting).andThen(value -> Map.of(name, value));
  }

  /** An address. */
  static Function<String, URI> url(Key<?> setting) {
    return line(setting)
        .andThen(
            text -> {
              try {
                return Type.url().parser().apply(text);
              } catch (IllegalArgumentException e) {
                throw new FailureException(
                    "%s must name a file with an http or https URL: %s"
                        .formatted(setting.name(), e.getMessage()));
              }
            });
  }
}
