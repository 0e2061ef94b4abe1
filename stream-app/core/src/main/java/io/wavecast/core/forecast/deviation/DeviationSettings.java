package io.wavecast.core.forecast.deviation;

import java.io.Serializable;

/**
 * How observations are judged.
 *
 * @param profile how much state is kept of each series
 */
public record DeviationSettings(Profile profile) implements Serializable {
  public static final DeviationSettings DEFAULT = new DeviationSettings(Profile.FULL);
}
