package io.wavecast.sketches;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Scale;

/** Metrics of sketches. */
public final class SketchMetrics {
  public static final Metric LABELS =
      Metric.counter("wavecast.sketch.labels", "Sketch labels emitted, by model.", "model");
  public static final Metric LATE =
      Metric.counter(
          "wavecast.sketches.late",
          "Late sketches: older than the latest one of their drawing. Dropped or dead-lettered.");
  public static final Metric PENDING =
      Metric.gauge("wavecast.sketches.pending", "Sketches accepted whose label is pending.");
  public static final Metric LATENCY =
      Metric.histogram(
          "wavecast.sketch.latency",
          Scale.SECONDS,
          "Time from reading a sketch to emitting its label.");

  private SketchMetrics() {}
}
