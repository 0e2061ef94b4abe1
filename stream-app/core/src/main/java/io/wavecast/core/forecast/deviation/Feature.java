package io.wavecast.core.forecast.deviation;

/**
 * A number that is cheap to compute from the latest values of a series. The score is the weighted
 * sum of the novelties of all features.
 */
enum Feature {
  /** The value itself. */
  VALUE(1.0),
  /** The minimum of the latest 10 values. It rises under a sustained load. */
  FLOOR(0.8),
  /**
   * Maximum less minimum of the latest 50 values. It grows in turmoil and shrinks when a series is
   * stuck.
   */
  RANGE(0.5),
  /** Error of the one-step forecast. */
  AHEAD_1(0.4),
  /** Error of the ten-step forecast. */
  AHEAD_10(0.2),
  /** Value less the usual value of this half hour of the day (UTC). */
  PHASE(0.2),
  /** Mean of the latest 10 values less the mean of the 40 before. */
  SHIFT(0.2);

  final double weight;

  Feature(double weight) {
    this.weight = weight;
  }
}
