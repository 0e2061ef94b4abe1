package io.wavecast.broker.demo;

import java.util.Map;

/** Series that have a value at any time. Not thread-safe. */
public interface LiveSource {
  /**
   * Reads the current values.
   *
   * @param timestamp ms since the epoch, a multiple of the interval
   * @return series key to value; a series without a value now is absent
   */
  Map<String, Double> sample(long timestamp);
}
