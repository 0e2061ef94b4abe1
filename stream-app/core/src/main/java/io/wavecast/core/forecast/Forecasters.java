package io.wavecast.core.forecast;

/**
 * The models in charge, and which series goes to which. Models may be swapped at any time, but
 * whoever holds a lease sees one and the same set until it is closed: a swap takes effect between
 * two batches.
 */
public interface Forecasters {
  /** Takes the models now in charge, for one batch. */
  Lease lease();

  /** A set of models that stays open until the lease is closed. */
  interface Lease extends AutoCloseable {
    /** The model for a series. */
    Forecaster forSeries(String series);

    @Override
    void close();
  }

  /** One model for every series, which the caller owns and closes. */
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
