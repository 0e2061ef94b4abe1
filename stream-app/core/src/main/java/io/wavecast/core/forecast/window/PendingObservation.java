package io.wavecast.core.forecast.window;

/**
 * An observation that has been accepted but not forecast yet. Stored, so that a restart forms the
 * micro-batch again.
 *
 * @param timestamp time of the observation, ms since the epoch
 * @param stepMs time between two values as known at that observation, ms
 * @param behind values appended to the window after it, in 0..{@value WindowState#MAX_BEHIND}
 */
record PendingObservation(long timestamp, long stepMs, int behind) {
  PendingObservation pushedBack(int by) {
    return new PendingObservation(timestamp, stepMs, behind + by);
  }
}
