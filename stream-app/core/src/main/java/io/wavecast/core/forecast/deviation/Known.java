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

  /** A day of more values is not waited for. */
  private static final double DAY = 300;

  /** Days after which what happens daily has happened. */
  private static final double FIRST_DAY = 1.25;

  private static final double DAY_MS = Duration.ofDays(1).toMillis();

  private Known() {}

  /** The values of a day, where they are few enough for a day to be waited for; else 0. */
  static double day(Sample s) {
    double day = DAY_MS * (s.n - 1) / Math.max(1, s.time - s.began);
    return day <= DAY ? day : 0;
  }

  /**
   * What a distance t beyond a record counts in a series that is not known well: its mean excess is
   * an estimate of few values, and most of what happens to it rarely has not happened yet. After k
   * excesses an exponential tail is exceeded by t with the predictive probability {@code (1 + t /
   * k) ^ -k} (Lomax distribution). k grows by a factor of e every 250 values, from when on a day
   * has passed that is waited for.
   */
  static double discounted(Sample s, double beyond) {
    if (s.n >= WELL || beyond == 0) {
      return beyond;
    }
    int values = s.n < FIRST_DAY * day(s) ? 0 : s.n;
    double k = FIRST * StrictMath.exp(values / MORE);
    return k * StrictMath.log1p(beyond / k);
  }
}
