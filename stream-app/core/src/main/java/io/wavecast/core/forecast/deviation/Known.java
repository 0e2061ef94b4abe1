package io.wavecast.core.forecast.deviation;

import java.time.Duration;

/** How much is known of a series, by its values and its days. */
final class Known {
  /** Values after which a series is known well. */
  static final int WELL = 1500;

  /** How many excesses are taken as known at first. */
  private static final double FIRST = 0.6;

  /** Values after which it is e times as many. */
  private static final double MORE = 250;

  /** Days in which what happens daily has happened. */
  private static final double FIRST_DAY = 1.25;

  private static final double DAY_MS = Duration.ofDays(1).toMillis();

  private Known() {}

  /** How many values a series has a day. */
  static double valuesADay(Sample s) {
    return DAY_MS * (s.n - 1) / Math.max(1, s.time - s.began);
  }

  /**
   * What a distance t beyond a record counts in a series that is not known well: its mean excess is
   * an estimate of few values, and most of what happens to it rarely has not happened yet. After k
   * excesses an exponential tail is exceeded by t with the predictive probability {@code (1 + t /
   * k) ^ -k} (Lomax distribution). k grows by a factor of e every 250 values; before a day has
   * passed, if it has at most 1,500 values, k is that of no value.
   */
  static double discounted(Sample s, double beyond) {
    if (s.n >= WELL || beyond == 0) {
      return beyond;
    }
    double day = valuesADay(s);
    int values = day <= WELL && s.n < FIRST_DAY * day ? 0 : s.n;
    double k = FIRST * StrictMath.exp(values / MORE);
    return k * StrictMath.log1p(beyond / k);
  }
}
