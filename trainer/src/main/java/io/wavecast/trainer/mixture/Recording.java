package io.wavecast.trainer.mixture;

/**
 * A recorded series, or a part of one between gaps, at equal steps.
 *
 * @param kind what it measures, and how often
 * @param source where it comes from; series of a source resemble each other
 * @param values at least {@value Family#STEPS}, not all the same; shared, not copied
 */
public record Recording(Kind kind, String source, float[] values) {

  /** Kinds of recorded series, and how often each is drawn. */
  public enum Kind {
    /** What people do, by the hour: traffic, rides, electric load. */
    HOURLY(0.5),
    /** The same by the day. */
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
}
