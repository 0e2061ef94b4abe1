package io.wavecast.broker.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A source with a fault: one of its series leaves its course at a given time.
 *
 * @param start of the fault, ms since the epoch
 */
record Fault(LiveSource source, long start) implements LiveSource {
  /** The faulty series. */
  static final String SERIES = "wave.1";

  /** Its shift, in the unit of the waves, which stay between about -0.75 and 0.75. */
  static final double SHIFT = 5;

  /** Duration of the fault, ms. */
  static final long LENGTH_MS = 30_000;

  @Override
  public Map<String, Double> sample(long timestamp) {
    Map<String, Double> values = new LinkedHashMap<>(source.sample(timestamp));
    if (timestamp >= start && timestamp < start + LENGTH_MS) {
      values.computeIfPresent(SERIES, (series, value) -> value + SHIFT);
    }
    return values;
  }
}
