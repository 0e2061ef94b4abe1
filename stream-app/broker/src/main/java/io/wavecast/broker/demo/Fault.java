package io.wavecast.broker.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** A source of which one series leaves its course at a certain time, for others to notice. */
final class Fault implements LiveSource {
  /** The series that is hit. */
  static final String SERIES = "wave.1";

  /** How far it is off, in its own unit: waves swing between about -0.75 and 0.75. */
  static final double SHIFT = 3;

  /** How long it is off, ms. */
  static final long LENGTH_MS = 30_000;

  private final LiveSource source;
  private final long begin;

  /**
   * @param begin ms since the epoch
   */
  Fault(LiveSource source, long begin) {
    this.source = source;
    this.begin = begin;
  }

  @Override
  public Map<String, Double> sample(long timestamp) {
    Map<String, Double> values = new LinkedHashMap<>(source.sample(timestamp));
    if (timestamp >= begin && timestamp < begin + LENGTH_MS) {
      values.computeIfPresent(SERIES, (series, value) -> value + SHIFT);
    }
    return values;
  }
}
