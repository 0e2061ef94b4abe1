package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.util.Locale;
import java.util.Map;

/**
 * One setting, declared once. Its name {@code http.port} is the key in a file, {@code --http-port}
 * the flag and {@code WAVECAST_HTTP_PORT} the environment variable.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param group the chapter of CONFIG.md
 * @param type which texts are allowed
 * @param defaults the default of each host that has the setting, written as the setting would be
 * @param help what it does: one sentence without a full stop
 */
public record Key<T>(
    String name, Group group, Type<T> type, Map<Host, String> defaults, String help) {

  /** Of a value in an error, characters. */
  private static final int MAX_SHOWN = 500;

  public Key {
    if (!name.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "name of a key must be lower-case letters and digits separated by dots or dashes, got: "
              + name);
    }
    if (defaults.isEmpty()) {
      throw new IllegalArgumentException("key " + name + " must have a default on some host");
    }
    defaults = Map.copyOf(defaults);
  }

  public String flag() {
    return flag(name);
  }

  static String flag(String name) {
    return "--" + name.replace('.', '-');
  }

  public String variable() {
    return variable(name);
  }

  static String variable(String name) {
    return "WAVECAST_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether a host has the setting. */
  public boolean isOn(Host host) {
    return defaults.containsKey(host);
  }

  /**
   * The default, written as the setting would be.
   *
   * @throws IllegalArgumentException when the host does not have the setting
   */
  public String defaultText(Host host) {
    String text = defaults.get(host);
    if (text == null) {
      throw new IllegalArgumentException(name + " is no setting of " + host.title());
    }
    return text;
  }

  /**
   * Reads the setting's text.
   *
   * @param from where the text comes from, for the message
   * @throws UsageException when it is not allowed
   */
  T parse(String text, String from) {
    return parse(text, text, from);
  }

  /**
   * Reads what is in a file that the setting's text names.
   *
   * @param shown the setting's text, for the message
   */
  T parse(String text, String shown, String from) {
    try {
      return type.parser().apply(text.trim());
    } catch (IllegalArgumentException | ArithmeticException e) {
      String why = e instanceof Type.Reason ? ": " + e.getMessage() : "";
      throw new UsageException(
          "%s must be %s, got: '%s' (%s)%s"
              .formatted(
                  name, type.range(), shortened(Secrets.showRefused(name, shown)), from, why),
          e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /** Declares a setting of both hosts. */
  public static <T> Draft<T> both(
      KeyRegistry group, String name, Type<T> type, String defaultText) {
    return of(group, name, type, Map.of(Host.SERVICE, defaultText, Host.FLINK, defaultText));
  }

  /** Declares a setting that only the service has. */
  public static <T> Draft<T> service(
      KeyRegistry group, String name, Type<T> type, String defaultText) {
    return of(group, name, type, Map.of(Host.SERVICE, defaultText));
  }

  /** Declares a setting; only for reasons that its help gives do defaults differ. */
  static <T> Draft<T> of(KeyRegistry group, String name, Type<T> type, Map<Host, String> defaults) {
    return help -> group.add(new Key<>(name, group.group(), type, defaults, help));
  }

  /** A declared setting that lacks its help. */
  public interface Draft<T> {
    /** Completes the declaration with what the setting does, as {@link Key#help}. */
    Key<T> help(String help);
  }
}
