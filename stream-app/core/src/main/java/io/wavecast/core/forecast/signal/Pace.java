package io.wavecast.core.forecast.signal;

import java.time.Duration;

/**
 * How long everything of the score lasts. Time is the unit, because the steps of series differ by a
 * factor of 100,000. The least and the most number of values keep a statistic meaningful where a
 * duration holds few or very many of them.
 */
enum Pace {
  /** Memory of the typical change and of the typical width of intervals. */
  TYPICAL(Duration.ofHours(3), 200, 2000),
  /** The recent change, which is compared with the typical one. */
  RECENT(Duration.ofMinutes(10), 10, 60),
  /** The slow mean. */
  MEAN(Duration.ofMinutes(25), 25, 200),
  /** Smoothing of the median error over lead times. */
  LEADS(Duration.ofMinutes(3), 3, 12),
  /** Smoothing of the distance from what the day and the week expect. */
  SEASON(Duration.ofMinutes(5), 1, 300),
  /** The typical distance from what the day and the week expect. */
  SEASON_SPREAD(Duration.ofDays(7), 500, 500),
  /** Values before which a series is not judged. */
  YOUTH(Duration.ofMinutes(5), 60, 60),
  /** While a series is so young, an anomaly is learned in full. */
  YOUNG(Duration.ofDays(3), 200, 900),
  /** Values in which the prior loses its weight; from then on one value moves a tail by little. */
  PRIOR(Duration.ofDays(4), 5000, 5000),
  /** Values as expected in a row that end an anomaly. */
  RECOVER(Duration.ofMinutes(5), 8, 60),
  /** After an anomaly or a pause: values whose forecast errors mean nothing. */
  SETTLE(Duration.ofMinutes(30), 12, 60),
  /** After so long one recent anomaly less counts. */
  FORGET(Duration.ofDays(2), 500, 5000),
  /** After a value, a peak of the score must exceed it for so long. */
  PEAK(Duration.ofMinutes(100), 100, 100),
  /** Values without a change after which a series stands still. */
  STILL(Duration.ofHours(1), 60, 60);

  private final double ms;
  private final int least;
  private final int most;

  Pace(Duration duration, int least, int most) {
    ms = duration.toMillis();
    this.least = least;
    this.most = most;
  }

  /**
   * The duration in values.
   *
   * @param stepMs time between two values, ms; 0 where it is not known yet
   */
  int values(double stepMs) {
    return stepMs > 0 ? Math.max(least, Math.min(most, (int) Math.rint(ms / stepMs))) : least;
  }

  /**
   * The weight of a value in a running mean: the first ones count equally.
   *
   * @param n values so far, this one included
   */
  double weight(double stepMs, int n) {
    return Math.max(1.0 / values(stepMs), 1.0 / Math.max(1, n));
  }
}
