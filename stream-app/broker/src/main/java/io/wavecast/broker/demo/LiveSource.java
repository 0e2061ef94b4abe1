package io.wavecast.broker.demo;

import java.util.Map;

/** Series that have a value at every moment. Of one thread. */
interface LiveSource {
  /**
   * The values now.
   *
   * @param timestamp ms since the epoch, a multiple of the interval
   * @return series key to value; a series without a value now is absent
   */
  Map<String, Double> sample(long timestamp);
}
