package io.wavecast.core.forecast.alert;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.Glob;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule from one line: its name, the pattern of its series, then what differs from {@link
 * AlertRule#DEFAULT}, e.g. {@code web web.* breaches=3 of=5 side=above min-absolute=10 stale=5m}.
 */
public final class RuleText {
  private double warning = AlertRule.DEFAULT.warning();
  private double critical = AlertRule.DEFAULT.critical();
  private double recovery = AlertRule.DEFAULT.recovery();
  private int breaches = AlertRule.DEFAULT.breaches();
  private int of = AlertRule.DEFAULT.of();
  private int calm = AlertRule.DEFAULT.calm();
  private Duration coolDown = AlertRule.DEFAULT.coolDown();
  private AlertRule.Side side = AlertRule.DEFAULT.side();
  private double minAbsolute = AlertRule.DEFAULT.minAbsolute();
  private double minRelative = AlertRule.DEFAULT.minRelative();
  private @Nullable Duration stale = AlertRule.DEFAULT.stale();

  private RuleText() {}

  /**
   * @throws IllegalArgumentException that says which part is wrong
   */
  public static AlertRule read(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length < 2) {
      throw new IllegalArgumentException(
          "an alert rule must have a name and a pattern, got: '" + text + "'");
    }
    RuleText rule = new RuleText();
    Set<String> names = new HashSet<>();
    for (int i = 2; i < parts.length; i++) {
      int at = parts[i].indexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException(
            "settings of alert rule '"
                + parts[0]
                + "' must be NAME=VALUE, got: '"
                + parts[i]
                + "'");
      }
      String name = parts[i].substring(0, at);
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            name + " of alert rule '" + parts[0] + "' must be set once, got: '" + text + "'");
      }
      rule.set(parts[0], name, parts[i].substring(at + 1));
    }
    return new AlertRule(
        parts[0],
        new Glob(parts[1]),
        rule.warning,
        rule.critical,
        rule.recovery,
        rule.breaches,
        rule.of,
        rule.calm,
        rule.coolDown,
        rule.side,
        rule.minAbsolute,
        rule.minRelative,
        rule.stale);
  }

  private void set(String rule, String name, String value) {
    try {
      switch (name) {
        case "warning" -> warning = Double.parseDouble(value);
        case "critical" -> critical = Double.parseDouble(value);
        case "recovery" -> recovery = Double.parseDouble(value);
        case "breaches" -> breaches = Integer.parseInt(value);
        case "of" -> of = Integer.parseInt(value);
        case "calm" -> calm = Integer.parseInt(value);
        case "cool-down" -> coolDown = Durations.parse(value);
        case "side" -> side = AlertRule.Side.valueOf(value.toUpperCase(Locale.ROOT));
        case "min-absolute" -> minAbsolute = Double.parseDouble(value);
        case "min-relative" -> minRelative = Double.parseDouble(value);
        case "stale" -> stale = Durations.parse(value);
        default -> throw unknown(rule, name);
      }
    } catch (NumberFormatException e) {
      throw wrong(rule, name, value, e);
    } catch (IllegalArgumentException e) {
      throw Set.of("side", "cool-down", "stale").contains(name) ? wrong(rule, name, value, e) : e;
    }
  }

  private static IllegalArgumentException unknown(String rule, String name) {
    return new IllegalArgumentException(
        "settings of alert rule '"
            + rule
            + "' must be warning, critical, recovery, breaches, of, calm, cool-down, side,"
            + " min-absolute, min-relative or stale, got: '"
            + name
            + "'");
  }

  private static IllegalArgumentException wrong(
      String rule, String name, String value, Exception cause) {
    String allowed =
        switch (name) {
          case "cool-down", "stale" -> "a duration such as 30s, 5m, 1h or 7d";
          case "side" -> "both, above or below";
          case "breaches", "of", "calm" -> "a whole number";
          default -> "a number";
        };
    return new IllegalArgumentException(
        name + " of alert rule '" + rule + "' must be " + allowed + ", got: '" + value + "'",
        cause);
  }
}
