package io.wavecast.core.forecast.batch;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;

/** Models by routes: series whose key begins with "routed" have a model of their own. */
public final class RoutedForecasters implements Forecasters {
  /** The model of routed series; may be swapped. */
  public Forecaster routed;

  private final Forecaster usual;

  /** The number of leases that are open. */
  public int open;

  public RoutedForecasters(Forecaster usual, Forecaster routed) {
    this.usual = usual;
    this.routed = routed;
  }

  @Override
  public Lease lease() {
    open++;
    return new Lease() {
      @Override
      public Forecaster forSeries(String series) {
        return series.startsWith("routed") ? routed : usual;
      }

      @Override
      public Forecaster insteadOf(Forecaster misfit, String series) {
        return usual;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
