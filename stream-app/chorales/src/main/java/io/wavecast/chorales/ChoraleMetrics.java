package io.wavecast.chorales;

import io.wavecast.core.metrics.Metric;

/** Metrics of chorales. */
public final class ChoraleMetrics {
  public static final Metric NOTES =
      Metric.counter("wavecast.chorale.notes", "Chorale notes composed.");
  public static final Metric CHORALES = Metric.counter("wavecast.chorales", "Chorales completed.");
  public static final Metric UNFINISHED =
      Metric.gauge("wavecast.chorales.unfinished", "Chorales in progress or queued.");

  private ChoraleMetrics() {}
}
