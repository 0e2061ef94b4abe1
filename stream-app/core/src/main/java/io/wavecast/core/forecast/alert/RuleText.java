package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.alert.AlertRule.Side;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.Glob;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads a rule from one line: its name, the pattern of its series, then the settings that differ
 * from {@link AlertRule#DEFAULT}, e.g. {@code web web.* min-breaches=3 window=5 side=above
 * min-absolute=10 stale-after=5m}.
 */
public final class RuleText {
  private static final String NUMBER = "a number";
  private static final String INTEGER = "a whole number";
  private static final String DURATION = "a duration such as 30s, 5m, 1h or 7d";

  private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

  static {
    add("warning", NUMBER, (rule, s) -> rule.warning(Double.parseDouble(s)));
    add("critical", NUMBER, (rule, s) -> rule.critical(Double.parseDouble(s)));
    add("recovery", NUMBER, (rule, s) -> rule.recovery(Double.parseDouble(s)));
    add("min-breaches", INTEGER, (rule, s) -> rule.minBreaches(Integer.parseInt(s)));
    add("window", INTEGER, (rule, s) -> rule.windowSize(Integer.parseInt(s)));
    add("recover-after", INTEGER, (rule, s) -> rule.recoverAfter(Integer.parseInt(s)));
    add("cool-down", DURATION, (rule, s) -> rule.coolDown(Durations.parse(s)));
    add(
        "side",
        "both, above or below",
        (rule, s) -> rule.side(Side.valueOf(s.toUpperCase(Locale.ROOT))));
    add("min-absolute", NUMBER, (rule, s) -> rule.minAbsolute(Double.parseDouble(s)));
    add("min-relative", NUMBER, (rule, s) -> rule.minRelative(Double.parseDouble(s)));
    add("stale-after", DURATION, (rule, s) -> rule.staleAfter(Durations.parse(s)));
  }

  private static final Map<String, String> RENAMED =
      Map.of(
          "breaches", "min-breaches",
          "of", "window",
          "calm", "recover-after",
          "stale", "stale-after");

  private RuleText() {}

  /**
   * A setting of a rule.
   *
   * @param allowed what its value must be, for messages
   * @param set parses the value; throws an {@link IllegalArgumentException} when it is wrong
   */
  private record Setting(String allowed, BiConsumer<AlertRule.Builder, String> set) {}

  private static void add(String name, String allowed, BiConsumer<AlertRule.Builder, String> set) {
    SETTINGS.put(name, new Setting(allowed, set));
  }

  /**
   * @throws IllegalArgumentException when a part of the line is wrong; the message names it
   */
  public static AlertRule read(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException(
          "an alert rule must have a name and a pattern, got: '" + text + "'");
    }
    AlertRule.Builder rule = AlertRule.named(parts[0], new Glob(parts[1]));
    Set<String> names = new HashSet<>();
    for (int i = 2; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      if (setting.length < 2) {
        throw wrong("settings", parts[0], "NAME=VALUE", parts[i]);
      }
      if (!names.add(setting[0])) {
        throw wrong(setting[0], parts[0], "set once", text);
      }
      set(rule, parts[0], setting[0], setting[1]);
    }
    return rule.build();
  }

  private static void set(AlertRule.Builder rule, String ruleName, String name, String value) {
    Setting setting = SETTINGS.get(name);
    if (setting == null) {
      throw RENAMED.containsKey(name)
          ? new IllegalArgumentException(
              "%s of alert rule '%s' is now called %s".formatted(name, ruleName, RENAMED.get(name)))
          : wrong("settings", ruleName, "among " + String.join(", ", SETTINGS.keySet()), name);
    }
    try {
      setting.set.accept(rule, value);
    } catch (IllegalArgumentException e) {
      throw wrong(name, ruleName, setting.allowed, value);
    }
  }

  private static IllegalArgumentException wrong(
      String what, String rule, String allowed, String got) {
    return new IllegalArgumentException(
        "%s of alert rule '%s' must be %s, got: '%s'".formatted(what, rule, allowed, got));
  }
}
