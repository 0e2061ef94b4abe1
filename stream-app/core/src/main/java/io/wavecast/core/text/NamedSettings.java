package io.wavecast.core.text;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of a line, each {@code NAME=VALUE}, e.g. of an alert rule. Immutable. */
public final class NamedSettings {
  private final String owner;
  private final Map<String, String> given = new HashMap<>();

  private NamedSettings(String owner) {
    this.owner = owner;
  }

  /**
   * Reads settings.
   *
   * @param owner what they belong to, for messages, e.g. {@code alert rule 'web'}
   * @param names those that exist
   * @param parts {@code NAME=VALUE} each
   * @throws IllegalArgumentException when a part is wrong; the message names it
   */
  public static NamedSettings read(String owner, List<String> names, List<String> parts) {
    NamedSettings settings = new NamedSettings(owner);
    for (String part : parts) {
      settings.add(part, names);
    }
    return settings;
  }

  private void add(String part, List<String> names) {
    String[] setting = part.split("=", 2);
    if (setting.length < 2) {
      throw wrong("settings", "NAME=VALUE", part);
    }
    if (!names.contains(setting[0])) {
      throw new IllegalArgumentException(
          wrong("settings", "among " + String.join(", ", names), setting[0]).getMessage()
              + Suggest.hint(setting[0], names));
    }
    String before = given.put(setting[0], setting[1]);
    if (before != null) {
      throw wrong(setting[0], "set once", setting[0] + "=" + before + " " + part);
    }
  }

  /** Whether a setting is given. */
  public boolean has(String setting) {
    return given.containsKey(setting);
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
