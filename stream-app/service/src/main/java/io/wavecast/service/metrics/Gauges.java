package io.wavecast.service.metrics;

/** Closes gauges, which fail in no way that a caller could handle. */
public final class Gauges {
  private Gauges() {}

  /** Stops the export of a gauge. */
  public static void close(AutoCloseable gauge) {
    try {
      gauge.close();
    } catch (Exception e) {
      throw new IllegalStateException("a gauge cannot be closed", e);
    }
  }
}
