package io.wavecast.core.forecast.deviation;

/**
 * A cheap number about the newest values of a series whose novelty is judged. The score is the
 * weighted sum of the novelties of all features.
 */
enum Feature {
  /** The value itself. */
  VALUE(1.0),
  /** The least of the newest 10 values: it rises under a sustained load. */
  FLOOR(0.8),
  /**
   * Greatest less least of the newest 50 values: it grows in turmoil and shrinks when a series
   * sticks.
   */
  RANGE(0.5),
  /** Error of the one-step forecast. */
  AHEAD_1(0.4),
  /** Error of the ten-step forecast. */
  AHEAD_10(0.2),
  /** Value less the usual one of this half hour of the day (UTC). */
  PHASE(0.2),
  /** Mean of the newest 10 values less the mean of the 40 before. */
  SHIFT(0.2);

  final double weight;

  Feature(double weight) {
    this.weight = weight;
  }
}
