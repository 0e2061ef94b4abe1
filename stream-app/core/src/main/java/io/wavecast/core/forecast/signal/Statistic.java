package io.wavecast.core.forecast.signal;

import io.wavecast.schemas.forecast.Direction;

/**
 * The numbers that are computed of observations and whose largest values are remembered, see {@link
 * Tail}. One table holds what is known of each before a series is: the columns of the prior were
 * measured on the first values of development series of several kinds and steps.
 */
enum Statistic {
  // direction, block, least excess, prior: exceeded by 1 value in 1,000, mean excess beyond
  /** One-step forecast error, in half widths of the interval. */
  ERROR_ABOVE(Direction.ABOVE, 5, 0.15, 3, 0.8),
  ERROR_BELOW(Direction.BELOW, 5, 0.15, 3, 0.8),
  /** The same in the unit of the series. */
  RAW_ERROR_ABOVE(Direction.ABOVE, 5, 0, Double.NaN, 0.5),
  RAW_ERROR_BELOW(Direction.BELOW, 5, 0, Double.NaN, 0.5),
  /** Smoothed median error over lead times, in half widths. */
  LEADS_ABOVE(Direction.ABOVE, 10, 0.1, 0.9, 0.25),
  LEADS_BELOW(Direction.BELOW, 10, 0.1, 0.9, 0.25),
  /** The same in the unit of the series. */
  RAW_LEADS_ABOVE(Direction.ABOVE, 10, 0, Double.NaN, 0.5),
  RAW_LEADS_BELOW(Direction.BELOW, 10, 0, Double.NaN, 0.5),
  /** The value, and the negative value; the excess of the prior is a share of the range. */
  HIGH(Direction.ABOVE, 25, 0, Double.NaN, 0.15),
  LOW(Direction.BELOW, 25, 0, Double.NaN, 0.15),
  /** Values in a row without a change. */
  FLAT_RUN(Direction.NONE, 1, 1, Double.NaN, Double.NaN),
  /** Logarithm of the recent change over the typical one. */
  NOISE(Direction.NONE, 20, 0.1, 0.9, 0.15),
  /** Values in a row on one side of the middle of the range. */
  STAY(Direction.NONE, 1, 3, Double.NaN, Double.NaN),
  /** Distance above what the day and the week expect, in spreads beyond the first, smoothed. */
  SEASON_ABOVE(Direction.ABOVE, 6, 0.3, 3, 0.6),
  SEASON_BELOW(Direction.BELOW, 6, 0.3, 3, 0.6),
  /** How far the highest value of two hours stays below the usual one, in spreads. */
  MISSING_HIGH(Direction.BELOW, 1, 0.5, 3, 0.7),
  /** How far the lowest one stays above it. */
  MISSING_LOW(Direction.ABOVE, 1, 0.5, 3, 0.7);

  /** Where a value lies that is unusual by it. */
  final Direction direction;

  /** Neighbours are alike, so of so many values only the largest is remembered. */
  final int block;

  /** The least mean excess of the largest values over the least of them. */
  final double leastExcess;

  /** What 1 value in 1,000 of series in general exceeds; NaN where that depends on the unit. */
  final double prior;

  /** Mean excess of series in general beyond that. */
  final double priorExcess;

  Statistic(Direction direction, int block, double leastExcess, double prior, double priorExcess) {
    this.direction = direction;
    this.block = block;
    this.leastExcess = leastExcess;
    this.prior = prior;
    this.priorExcess = priorExcess;
  }
}
