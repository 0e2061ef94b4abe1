package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import java.nio.ByteBuffer;

/**
 * A change of level within an hour of the week, or between it and one beside it. The memory knows
 * means of hours, so it does not know when in the hour the level changes: a forecast of it lies
 * between both levels, and the values are at one or the other.
 *
 * @param below how far the lowest level around lies below that of the hour, at least 0
 * @param above how far the highest level around lies above it, at least 0
 */
record Jump(double below, double above) {
  static final Jump NONE = new Jump(0, 0);

  /** The change is at least this many times the changes to the hours before and after. */
  private static final double SHARP = 4;

  static Jump at(ByteBuffer profiles, int hour) {
    double before = level(profiles, hour - 1);
    double after = level(profiles, hour + 1);
    double around =
        Math.max(
            Math.abs(before - level(profiles, hour - 2)),
            Math.abs(level(profiles, hour + 2) - after));
    if (Math.abs(after - before) <= SHARP * around) {
      return NONE;
    }
    double here = level(profiles, hour);
    return new Jump(
        Math.max(0, here - Math.min(before, after)), Math.max(0, Math.max(before, after) - here));
  }

  private static double level(ByteBuffer profiles, int hour) {
    return Profiles.at(profiles, Math.floorMod(hour, CivilTime.WEEK));
  }
}
