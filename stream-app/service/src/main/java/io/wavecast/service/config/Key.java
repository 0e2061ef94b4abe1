package io.wavecast.service.config;

import java.time.DateTimeException;
import java.util.Locale;

/**
 * One setting, declared once. Its name {@code http.port} is the key in a file, {@code --http-port}
 * the flag and {@code WAVECAST_HTTP_PORT} the environment variable.
 *
 * @param name small letters, digits, dots and dashes
 * @param group the chapter it stands in
 * @param type what is allowed
 * @param defaultText the default, as it would be written
 * @param help what it does: one sentence without a full stop
 */
public record Key<T>(String name, Group group, Type<T> type, String defaultText, String help) {

  public Key {
    if (!name.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "name of a key must be small letters and digits parted by dots or dashes, got: " + name);
    }
  }

  public String flag() {
    return "--" + name.replace('.', '-');
  }

  public String variable() {
    return "WAVECAST_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Reads the setting's text.
   *
   * @param from where the text stands, for the message
   * @throws ConfigException when it is not allowed
   */
  T parse(String text, String from) {
    try {
      return type.parser().apply(text.trim());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new ConfigException(
          name
              + " must be "
              + type.range()
              + ", got: '"
              + Secrets.show(name, text)
              + "' ("
              + from
              + ")",
          e);
    }
  }
}
