package io.wavecast.trainer.cli;

import java.time.Duration;

/** How long a run still takes at most, by how long its steps took so far. */
final class TimeLeft {
  private TimeLeft() {}

  /**
   * The time as text, e.g. {@code 2 min 05 s}.
   *
   * @param made steps made since the start, at least 1
   * @param open steps still to make
   * @param since the time since the start
   */
  static String text(long made, long open, Duration since) {
    long seconds = Math.round(since.toMillis() / 1000.0 * open / made);
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
