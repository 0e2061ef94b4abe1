package io.wavecast.core.forecast;

import java.util.Map;

/**
 * The active models, and which series is forecast by which. Models may be swapped at any time, but
 * a lease holds the same set until it is closed: a swap takes effect between two batches.
 */
public interface Forecasters {
  /** Leases the active models for one batch. */
  Lease lease();

  /**
   * The shape of the active model for a series, which may change with the next swap.
   *
   * @param labels by name
   */
  default Shape shape(String series, Map<String, String> labels) {
    try (Lease lease = lease()) {
      return lease.forSeries(series, labels).shape();
    }
  }

  /** Whether the model of a series may depend on its labels. */
  default boolean usesLabels() {
    return false;
  }

  /** A set of models that stays open until the lease is closed. */
  interface Lease extends AutoCloseable {
    /** The model for a series without labels. */
    Forecaster forSeries(String series);

    /**
     * The model for a series.
     *
     * @param labels by name
     */
    default Forecaster forSeries(String series, Map<String, String> labels) {
      return forSeries(series);
    }

    /**
     * The model for a series that the one of {@link #forSeries} does not fit; the same one if there
     * is no other.
     */
    default Forecaster insteadOf(Forecaster misfit, String series) {
      return misfit;
    }

    @Override
    void close();
  }

  /** One model for every series; the caller owns and closes it. */
  static Forecasters of(Forecaster forecaster) {
    Lease lease =
        new Lease() {
          @Override
          public Forecaster forSeries(String series) {
            return forecaster;
          }

          @Override
          public void close() {}
        };
    return () -> lease;
  }
}
