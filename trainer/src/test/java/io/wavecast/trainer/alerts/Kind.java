package io.wavecast.trainer.alerts;

import io.wavecast.trainer.mixture.RandomDraws;
import java.util.List;

/**
 * A kind of series that services or sensors send.
 *
 * @param name in labels and tables
 * @param clock its times
 * @param maker makes the ordinary life of a series
 * @param anomalies those that make sense in it
 */
record Kind(String name, Clock clock, Maker maker, List<Anomaly> anomalies) {
  /** Makes a series without anomalies. */
  interface Maker {
    Ordinary make(RandomDraws r, Clock clock);
  }

  /**
   * The ordinary life of a series.
   *
   * @param x the values
   * @param noise scale of what changes from value to value
   * @param ignored where an alert is neither right nor wrong
   */
  record Ordinary(double[] x, double noise, List<Span> ignored) {
    Ordinary(double[] x, double noise) {
      this(x, noise, List.of());
    }
  }

  static Kind of(String name, int step, int size, Maker maker, Anomaly... anomalies) {
    return new Kind(name, new Clock(step, size), maker, List.of(anomalies));
  }
}
