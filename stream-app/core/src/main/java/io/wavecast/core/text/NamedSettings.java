package io.wavecast.core.text;

import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of something in a list, such as an alert rule: its keys with their texts. Immutable.
 */
public final class NamedSettings {
  /** What a line begins with. */
  private static final List<String> LINE = List.of("name", "series");

  private final String owner;
  private final Map<String, String> given;

  private NamedSettings(String owner, Map<String, String> given) {
    this.owner = owner;
    this.given = given;
  }

  /**
   * Settings of something with a {@code name}.
   *
   * @param kind what it is, for messages, e.g. {@code alert rule}
   * @param known the keys that it may have
   * @param needed those of them that it must have
   * @param given texts by key
   * @throws IllegalArgumentException when a key is unknown or missing; the message names it
   */
  public static NamedSettings of(
      String kind, List<String> known, List<String> needed, Map<String, String> given) {
    String name = given.get("name");
    NamedSettings settings =
        new NamedSettings(name == null ? kind : kind + " '" + name + "'", Map.copyOf(given));
    for (String key : needed) {
      if (!given.containsKey(key)) {
        throw settings.wrong(key, "given", "nothing");
      }
    }
    for (String key : new TreeSet<>(given.keySet())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            settings.wrong("settings", "among " + String.join(", ", known), key).getMessage()
                + Suggest.hint(key, known));
      }
    }
    return settings;
  }

  /**
   * Splits a line {@code NAME SERIES KEY=VALUE...} into keys and texts.
   *
   * @throws IllegalArgumentException when it has another form; the message says which part
   */
  public static Map<String, String> split(String line) {
    String[] parts = line.strip().split("\\s+", -1);
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      String[] setting = i < 2 ? new String[] {LINE.get(i), parts[i]} : parts[i].split("=", 2);
      if (setting.length < 2 || given.put(setting[0], setting[1]) != null) {
        throw new IllegalArgumentException(
            "must be NAME SERIES KEY=VALUE..., each key once, got: '%s' in '%s'"
                .formatted(parts[i], line));
      }
    }
    return given;
  }

  /** Whether a setting is given. */
  public boolean has(String setting) {
    return given.containsKey(setting);
  }

  /** The text of a setting that must be given. */
  public String needed(String setting) {
    return Objects.requireNonNull(given.get(setting));
  }

  /** The text of a setting; null when it is not given. */
  public @Nullable String text(String setting) {
    return given.get(setting);
  }

  /**
   * The value of a setting.
   *
   * @param usual the value when it is not given
   * @param allowed what it may be, for messages, e.g. {@code a number}
   * @throws IllegalArgumentException when the parser rejects the text; the message names it
   */
  public <T> T value(String setting, T usual, String allowed, Function<String, T> parser) {
    String value = given.get(setting);
    try {
      return value == null ? usual : parser.apply(value);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw wrong(setting, allowed, value);
    }
  }

  /** The error that something of the owner is not as it must be. */
  public IllegalArgumentException wrong(String what, String allowed, @Nullable String got) {
    return new IllegalArgumentException(
        "%s of %s must be %s, got: '%s'".formatted(what, owner, allowed, got));
  }
}
