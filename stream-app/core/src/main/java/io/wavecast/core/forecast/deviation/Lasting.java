package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;

import io.wavecast.schemas.forecast.Deviation;

/** How long an anomaly lasts. */
final class Lasting {
  /** Least number of values after which the new level is usual. */
  private static final int LEAST = 60;

  /** An anomaly lasts while this share of its first distance remains. */
  private static final double REMAINS = 0.4;

  /** A return is to values so many times as common as what was expected. */
  private static final int RETURN = 10;

  private Lasting() {}

  /** Values after which the new level is usual. */
  static int longest(Sample s) {
    double values = s.step > 0 ? s.acceptAfterMs / s.step : 0;
    return (int) Math.min(Math.max(LEAST, values), Short.MAX_VALUE - 1);
  }

  /** Whether a value keeps its distance from what was expected at its start. */
  static boolean remains(Sample s) {
    if (OpenAnomaly.score(s.data) <= Deviation.USUAL || s.isUsualNow || isReturn(s)) {
      return false;
    }
    double distance = OpenAnomaly.distance(s.data);
    double now = s.x - OpenAnomaly.expected(s.data);
    return switch (OpenAnomaly.voice(s.data)) {
      case FORECAST, LEAD_TIMES, VALUE ->
          now * Math.signum(distance) > REMAINS * Math.abs(distance);
      case NOISE ->
          !isQuiet(s)
              && s.flatFor < OpenAnomaly.RECOVER_AFTER
              && Math.abs(now) > REMAINS * Math.abs(distance);
      default -> false;
    };
  }

  /** Whether noise has fallen below the usual one, so that no distance tells anything. */
  private static boolean isQuiet(Sample s) {
    return s.layout.hasLater() && !Float.isNaN(getFloat(s.data, s.layout.peak(Feature.QUIET)));
  }

  /**
   * Whether a value is a common one where a rare one was expected: what began is the end of
   * something that nobody noticed.
   */
  private static boolean isReturn(Sample s) {
    int at = s.layout.voices + Voices.HISTOGRAM;
    if (Histogram.width(s.data, at) == 0) {
      return false;
    }
    int expected = Histogram.bin(s.data, at, OpenAnomaly.expected(s.data));
    int now = Histogram.bin(s.data, at, s.x);
    return Histogram.near(s.data, at, now) > RETURN * Histogram.near(s.data, at, expected);
  }
}
