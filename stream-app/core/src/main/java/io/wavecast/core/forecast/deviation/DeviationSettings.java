package io.wavecast.core.forecast.deviation;

/**
 * How observations are judged.
 *
 * @param profile how much is kept of each series
 */
public record DeviationSettings(Profile profile) {
  public static final DeviationSettings DEFAULT = new DeviationSettings(Profile.FULL);
}
