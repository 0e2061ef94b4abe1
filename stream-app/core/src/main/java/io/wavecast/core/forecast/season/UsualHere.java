package io.wavecast.core.forecast.season;

import org.jspecify.annotations.Nullable;

/**
 * What is usual for a series at one time. Values are in the unit of the series.
 *
 * @param range between which values it usually is; null where that is not known
 * @param below by how much a value may lie below a seasonal forecast because the level may change
 *     earlier or later in this hour, at least 0
 * @param above by how much it may lie above, at least 0
 * @param dayOfWeek what the last weeks say of this day of the week
 */
public record UsualHere(
    @Nullable UsualRange range, double below, double above, DayOfWeek dayOfWeek) {
  /** Nothing is known. */
  public static final UsualHere UNKNOWN = new UsualHere(null, 0, 0, prominence -> false);

  /** What is known of this day of the week. */
  @FunctionalInterface
  public interface DayOfWeek {
    /**
     * Whether this day of the week usually lacks the high values that other days bring in these
     * hours. Valid until the memory learns the observation.
     *
     * @param prominence how far these lie above those of most of the day
     */
    boolean lacks(double prominence);
  }

  public UsualHere {
    if (!(below >= 0) || !(above >= 0)) {
      throw new IllegalArgumentException(
          "below and above must be at least 0, got: " + below + ", " + above);
    }
  }
}
