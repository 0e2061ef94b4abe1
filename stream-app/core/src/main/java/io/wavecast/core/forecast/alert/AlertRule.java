package io.wavecast.core.forecast.alert;

import io.wavecast.core.text.Glob;
import io.wavecast.schemas.forecast.Deviation;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a series alerts. An observation breaches when its score is above a threshold and its
 * distance from the forecast is large enough and in the right direction.
 *
 * @param name stands on the alerts, not blank
 * @param series the series that it is for
 * @param warning score above which an observation breaches, above 0
 * @param critical score above which it breaches critically, at least {@code warning}
 * @param recovery score up to which it is as expected again, in 0..warning
 * @param breaches how many of the last observations must breach (M)
 * @param of how many observations that are (N), in breaches..32
 * @param calm observations in a row, as expected, after which all is well, in 1..32
 * @param coolDown time after an incident in which no new one begins, in 0..36500 days
 * @param side which deviations count
 * @param minAbsolute least distance between value and forecast, in the series' own unit, at least 0
 * @param minRelative the same as a share of the forecast's magnitude, at least 0
 * @param stale silence after which a series alerts, in 1 ms..36500 days; null: never
 */
public record AlertRule(
    String name,
    Glob series,
    double warning,
    double critical,
    double recovery,
    int breaches,
    int of,
    int calm,
    Duration coolDown,
    Side side,
    double minAbsolute,
    double minRelative,
    @Nullable Duration stale)
    implements Serializable {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** For every series: two of three observations above 1, critical above 2; never stale. */
  public static final AlertRule DEFAULT =
      new AlertRule("default", Glob.ALL, 1, 2, 0.5, 2, 3, 5, Duration.ZERO, Side.BOTH, 0, 0, null);

  private static final int MOST = 32;

  public AlertRule {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of an alert rule must not be blank");
    }
    check(name, "warning", warning > 0 && Double.isFinite(warning), "above 0", warning);
    check(
        name,
        "critical",
        critical >= warning && Double.isFinite(critical),
        "at least warning (" + warning + ")",
        critical);
    check(
        name,
        "recovery",
        recovery >= 0 && recovery <= warning,
        "in 0..warning (" + warning + ")",
        recovery);
    check(name, "of", of >= 1 && of <= MOST, "in 1.." + MOST, of);
    check(name, "breaches", breaches >= 1 && breaches <= of, "in 1..of (" + of + ")", breaches);
    check(name, "calm", calm >= 1 && calm <= MOST, "in 1.." + MOST, calm);
    check(
        name,
        "cool-down",
        !coolDown.isNegative() && coolDown.compareTo(LONGEST) <= 0,
        "in 0s..36500d",
        coolDown);
    check(
        name,
        "min-absolute",
        minAbsolute >= 0 && Double.isFinite(minAbsolute),
        "at least 0",
        minAbsolute);
    check(
        name,
        "min-relative",
        minRelative >= 0 && Double.isFinite(minRelative),
        "at least 0",
        minRelative);
    check(
        name,
        "stale",
        stale == null
            || (stale.compareTo(Duration.ofMillis(1)) >= 0 && stale.compareTo(LONGEST) <= 0),
        "in 1ms..36500d",
        String.valueOf(stale));
  }

  /** Which deviations count. */
  public enum Side {
    BOTH,
    ABOVE,
    BELOW
  }

  /** Whether a deviation is far enough from its forecast, and on the right side. */
  boolean concerns(Deviation d) {
    if (d.lead() == 0) {
      return side == Side.BOTH && minAbsolute == 0 && minRelative == 0;
    }
    double error = (double) d.y() - d.yhat();
    return (side == Side.BOTH || (side == Side.ABOVE) == error > 0)
        && Math.abs(error) >= minAbsolute
        && Math.abs(error) >= minRelative * Math.abs((double) d.yhat());
  }

  private static void check(String rule, String what, boolean holds, String allowed, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          what + " of alert rule '" + rule + "' must be " + allowed + ", got: " + got);
    }
  }
}
