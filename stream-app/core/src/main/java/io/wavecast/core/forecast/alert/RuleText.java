package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.alert.AlertRule.Side;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.NamedSettings;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule from its settings by key: its name, the pattern of its series, and those that differ
 * from {@link AlertRule#DEFAULT}; or from one line, e.g. {@code web web.* min-breaches=3 window=5
 * side=above min-absolute=10 stale-after=5m}.
 */
public final class RuleText {
  private static final String DURATION = "a duration such as 30s, 5m, 1h or 7d";

  /** The keys that a rule may have. */
  public static final List<String> KEYS =
      List.of(
          "name",
          "series",
          "warning",
          "critical",
          "recovery",
          "min-breaches",
          "window",
          "recover-after",
          "cool-down",
          "side",
          "min-absolute",
          "min-relative",
          "stale-after",
          "score",
          "outside",
          "limit-above",
          "limit-below",
          "probability",
          "within");

  /** Those that say how it alerts: as labels in a line they would be mistaken for each other. */
  private static final List<String> SETTINGS = KEYS.subList(2, KEYS.size());

  private final String name;
  private final NamedSettings given;

  private RuleText(NamedSettings given) {
    this.name = given.needed("name");
    this.given = given;
  }

  /**
   * Reads a rule from one line.
   *
   * @throws IllegalArgumentException when a part of the line is wrong; the message names it
   */
  public static AlertRule read(String line) {
    return read(NamedSettings.split(line));
  }

  /**
   * Reads a rule.
   *
   * @param settings texts by key
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  public static AlertRule read(Map<String, String> settings) {
    RuleText rule =
        new RuleText(NamedSettings.of("alert rule", KEYS, List.of("name", "series"), settings));
    return rule.of(rule.pattern(), AlertRule.DEFAULT);
  }

  /**
   * Requires that each rule is left a series.
   *
   * @throws IllegalArgumentException when one before it takes all of its series
   */
  public static void requireUsed(List<AlertRule> rules) {
    for (int i = 1; i < rules.size(); i++) {
      for (AlertRule earlier : rules.subList(0, i)) {
        if (earlier.series().covers(rules.get(i).series())) {
          throw new IllegalArgumentException(
              "alert rule '%s' is never used, because '%s' before it takes all of its series: put it first"
                  .formatted(rules.get(i).name(), earlier.name()));
        }
      }
    }
  }

  private SeriesPattern pattern() {
    SeriesPattern pattern = checked(() -> SeriesPattern.of(given.needed("series")));
    for (String label : pattern.labels().keySet()) {
      if (SETTINGS.contains(label)) {
        throw given.wrong(
            "series", "a pattern without the setting '" + label + "'", pattern.text());
      }
    }
    return pattern;
  }

  private AlertRule of(SeriesPattern series, AlertRule usual) {
    return new AlertRule(
        name,
        series,
        number("warning", usual.warning()),
        number("critical", usual.critical()),
        number("recovery", usual.recovery()),
        integer("min-breaches", usual.minBreaches()),
        integer("window", usual.windowSize()),
        integer("recover-after", usual.recoverAfter()),
        given.value("cool-down", usual.coolDown(), DURATION, Durations::parse),
        given.value(
            "side",
            usual.side(),
            "both, above or below",
            side -> Side.valueOf(side.toUpperCase(Locale.ROOT))),
        number("min-absolute", usual.minAbsolute()),
        number("min-relative", usual.minRelative()),
        given.has("stale-after")
            ? given.value(
                "stale-after", AlertRule.NEVER, DURATION + ", or off", RuleText::staleAfter)
            : usual.staleAfter(),
        given.value("score", usual.scored(), "on or off", RuleText::onOrOff),
        limits(),
        outside());
  }

  private @Nullable Outside outside() {
    if (!given.has("outside")) {
      return null;
    }
    List<Integer> leads =
        given.value(
            "outside",
            List.of(),
            "lead times such as 1+5+10",
            text -> Arrays.stream(text.split("[+,]", -1)).map(Integer::valueOf).toList());
    return checked(() -> new Outside(leads));
  }

  private <T> T checked(Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("alert rule '" + name + "': " + e.getMessage(), e);
    }
  }

  private @Nullable Limits limits() {
    if (!given.has("limit-above") && !given.has("limit-below")) {
      for (String setting : List.of("probability", "within")) {
        if (given.has(setting)) {
          throw given.wrong(setting, "beside limit-above or limit-below", given.text(setting));
        }
      }
      return null;
    }
    double above = number("limit-above", Double.POSITIVE_INFINITY);
    double below = number("limit-below", Double.NEGATIVE_INFINITY);
    double probability = number("probability", 0.5);
    int within = integer("within", Forecast.MAX_HORIZON);
    return checked(() -> new Limits(above, below, probability, within));
  }

  private static Duration staleAfter(String text) {
    return text.equals("off") ? AlertRule.NEVER : Durations.parse(text);
  }

  private static boolean onOrOff(String text) {
    if (!text.equals("on") && !text.equals("off")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("on");
  }

  private double number(String setting, double usual) {
    return given.value(setting, usual, "a number", Double::parseDouble);
  }

  private int integer(String setting, int usual) {
    return given.value(setting, usual, "a whole number", Integer::parseInt);
  }
}
