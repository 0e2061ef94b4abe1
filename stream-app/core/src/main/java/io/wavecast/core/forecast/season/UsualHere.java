package io.wavecast.core.forecast.season;

import org.jspecify.annotations.Nullable;

/**
 * What is usual for a series at one time. Values are in the unit of the series.
 *
 * @param range between which values it usually is; null where that is not known
 * @param below by how much a value may lie below a seasonal forecast because the level may change
 *     earlier or later in this hour, at least 0
 * @param above by how much it may lie above, at least 0
 */
public record UsualHere(@Nullable UsualRange range, double below, double above) {
  /** Nothing is known. */
  public static final UsualHere UNKNOWN = new UsualHere(null, 0, 0);

  public UsualHere {
    if (!(below >= 0) || !(above >= 0)) {
      throw new IllegalArgumentException(
          "below and above must be at least 0, got: " + below + ", " + above);
    }
  }
}
