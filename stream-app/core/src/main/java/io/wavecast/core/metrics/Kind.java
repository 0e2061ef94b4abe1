package io.wavecast.core.metrics;

/** What a {@link Metric} measures. */
public enum Kind {
  /** A total that only grows. */
  COUNTER,
  /** A current value. */
  GAUGE,
  /** A distribution, counted in the buckets of its scale. */
  HISTOGRAM,
  /** The highest recent values, each with the name of its owner in the only label. */
  TOP,
  /** The newest value of each followed series, whose key is the first label. */
  SERIES
}
