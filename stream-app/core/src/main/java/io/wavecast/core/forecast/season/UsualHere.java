package io.wavecast.core.forecast.season;

import org.jspecify.annotations.Nullable;

/**
 * What is usual for a series at one time.
 *
 * @param range between which values it usually is; null where that is not known
 * @param below how far below a seasonal forecast its value may lie because what happens by the
 *     clock happens earlier or later within the hour, at least 0
 * @param above how far above, at least 0
 */
public record UsualHere(@Nullable UsualRange range, double below, double above) {
  /** Nothing is known. */
  public static final UsualHere UNKNOWN = new UsualHere(null, 0, 0);
}
