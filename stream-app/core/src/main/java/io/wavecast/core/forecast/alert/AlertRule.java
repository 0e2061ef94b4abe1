package io.wavecast.core.forecast.alert;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a series alerts. An observation breaches when its score is above a threshold and its
 * distance from what was expected is large enough and in the right direction, when it lies outside
 * the intervals that were forecast for it, or when the forecast made at it reaches a limit.
 *
 * @param name name of the rule in its alerts, not blank
 * @param series the series it applies to
 * @param warning score above which an observation breaches, above 0
 * @param critical score above which it breaches critically, at least {@code warning}
 * @param recovery score up to which an observation is as expected again, in 0..warning
 * @param minBreaches breaches in the window that raise an alert (M), in 1..windowSize
 * @param windowSize number of latest observations in the window (N), in 1..32
 * @param recoverAfter consecutive observations as expected that end an incident, in 1..32
 * @param coolDown time after an incident in which no new one starts, in 0..36500 days
 * @param side which deviations count; those without a direction count for both sides only
 * @param minAbsolute minimum distance between value and forecast, in the unit of the series, at
 *     least 0
 * @param minRelative minimum distance as a share of the forecast's magnitude, at least 0
 * @param staleAfter time without an observation after which a series is stale and alerts, in 1
 *     ms..36500 days; {@link #NEVER}; null: as {@link SteadyStep} says
 * @param scored whether scores count; must be true without {@code staleAfter}, {@code limits} and
 *     {@code outside}, or the rule would never alert
 * @param limits limits that it should not reach; null for none. To be about to reach one is a
 *     breach, to be beyond it a critical one
 * @param outside lead times outside of whose intervals a value breaches; null for none
 */
public record AlertRule(
    String name,
    SeriesPattern series,
    double warning,
    double critical,
    double recovery,
    int minBreaches,
    int windowSize,
    int recoverAfter,
    Duration coolDown,
    Side side,
    double minAbsolute,
    double minRelative,
    @Nullable Duration staleAfter,
    boolean scored,
    @Nullable Limits limits,
    @Nullable Outside outside)
    implements Serializable {
  /** The largest window, and the most observations to recover after. */
  static final int MAX_OBSERVATIONS = 32;

  /** A series is never stale; no length of time. */
  public static final Duration NEVER = Duration.ofMillis(-1);

  private static final Duration MIN_STALE = Duration.ofMillis(1);
  private static final Duration MAX_DURATION = Duration.ofDays(36_500);

  /** For every series: an observation above 1, critical above 2. */
  public static final AlertRule DEFAULT =
      new AlertRule(
          "default",
          SeriesPattern.ALL,
          1,
          2,
          0.75,
          1,
          1,
          8,
          Duration.ZERO,
          Side.BOTH,
          0,
          0,
          null,
          true,
          null,
          null);

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
    checkCount(name, "window", windowSize, MAX_OBSERVATIONS, "32");
    checkCount(name, "min-breaches", minBreaches, windowSize, "window (" + windowSize + ")");
    checkCount(name, "recover-after", recoverAfter, MAX_OBSERVATIONS, "32");
    check(
        name,
        "cool-down",
        !coolDown.isNegative() && coolDown.compareTo(MAX_DURATION) <= 0,
        "in 0s..36500d",
        Durations.format(coolDown));
    checkDistance(name, "min-absolute", minAbsolute);
    checkDistance(name, "min-relative", minRelative);
    boolean noticesSilence = staleAfter != null && !staleAfter.equals(NEVER);
    if (staleAfter != null && noticesSilence) {
      check(
          name,
          "stale-after",
          staleAfter.compareTo(MIN_STALE) >= 0 && staleAfter.compareTo(MAX_DURATION) <= 0,
          "in 1ms..36500d",
          Durations.format(staleAfter));
    }
    check(
        name,
        "score",
        scored || noticesSilence || limits != null || outside != null,
        "on where it has no limit-above, limit-below, outside or stale-after, or it never alerts",
        "off");
  }

  /** Which deviations count. */
  public enum Side {
    BOTH,
    ABOVE,
    BELOW
  }

  /** Whether a deviation is far enough from what was expected, and on the right side. */
  boolean applies(Deviation d) {
    double expected = d.expected();
    boolean isUnusual = d.cause().code() == Cause.Code.SIGNAL;
    return scored
        && isOnSide(isUnusual ? d.cause().direction() : Direction.of(d.y(), expected))
        && (Double.isNaN(expected)
            ? minAbsolute == 0 && minRelative == 0
            : isFar(d.y() - expected, expected));
  }

  /** Whether a value is far enough from an expected one, and on the right side. */
  boolean counts(double y, double expected) {
    return isOnSide(Direction.of(y, expected)) && isFar(y - expected, expected);
  }

  private boolean isOnSide(Direction direction) {
    return side == Side.BOTH || side.name().equals(direction.name());
  }

  private boolean isFar(double distance, double expected) {
    return Math.abs(distance) >= minAbsolute
        && Math.abs(distance) >= minRelative * Math.abs(expected);
  }

  private static void checkCount(String rule, String what, int got, int most, String mostText) {
    check(rule, what, got >= 1 && got <= most, "in 1.." + mostText, got);
  }

  private static void checkDistance(String rule, String what, double got) {
    check(rule, what, got >= 0 && Double.isFinite(got), "at least 0", got);
  }

  private static void check(String rule, String what, boolean holds, String allowed, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          what + " of alert rule '" + rule + "' must be " + allowed + ", got: " + got);
    }
  }
}
