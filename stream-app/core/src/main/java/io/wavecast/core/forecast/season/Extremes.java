package io.wavecast.core.forecast.season;

/**
 * The highest and the lowest value of two hours that have passed, beside the usual ones at this
 * time of day.
 *
 * @param lacksHigh how far the highest stays below the usual one, in spreads
 * @param lacksLow how far the lowest stays above the usual one, in spreads
 * @param high the usual highest value, in the unit of the series
 * @param low the usual lowest value
 * @param isRepeated whether something that is missing was reported in these hours already
 */
public record Extremes(
    double lacksHigh, double lacksLow, double high, double low, boolean isRepeated) {}
