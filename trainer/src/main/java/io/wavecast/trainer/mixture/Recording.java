package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;

/**
 * A recorded series, or a part of one between gaps, at equal steps.
 *
 * @param kind what it measures, and how often
 * @param source where it comes from; series of a source resemble each other
 * @param values at least {@value Family#STEPS}; shared, not copied
 */
public record Recording(Kind kind, String source, float[] values) {
  public Recording {
    if (values.length < Family.STEPS) {
      throw new IllegalArgumentException(
          "a recording must hold at least %d values, got: %d"
              .formatted(Family.STEPS, values.length));
    }
  }

  /** Kinds of recorded series, and how often each is drawn. */
  public enum Kind {
    /** By the hour, two or three: traffic, rides, electric load, requests. */
    HOURLY(0.5),
    /** The same by 24 hours. */
    DAILY(0.15),
    /** Requests, latencies, power of machines: by the minute to the quarter of an hour. */
    MACHINE(0.15),
    /** Speeds on roads, every few minutes. */
    TRAFFIC(0.08),
    /** Temperature, wind, air: every quarter of an hour to every day. */
    WEATHER(0.12);

    private final double share;

    Kind(double share) {
      this.share = share;
    }

    double share() {
      return share;
    }
  }

  /**
   * True where a window of it moves: two values differ before the last ones, which are a future.
   */
  public boolean moves() {
    return moves(values, 0, values.length - WindowSet.HORIZON);
  }

  /** True where two of these values differ. */
  static boolean moves(float[] values, int from, int to) {
    for (int t = from + 1; t < to; t++) {
      if (values[t] != values[from]) {
        return true;
      }
    }
    return false;
  }
}
