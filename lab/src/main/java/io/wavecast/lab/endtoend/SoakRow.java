package io.wavecast.lab.endtoend;

/**
 * A row of a soak.
 *
 * @param seconds since the load began
 * @param sent observations so far
 * @param forecasts committed and read so far
 * @param lag observations whose forecasts are not read yet
 * @param resident memory of the service, MiB
 * @param heap of the service that is in use after a collection of all garbage, MiB
 * @param stores what the service's stores hold in memory, MiB
 * @param threads of the service
 * @param descriptors that the service has open
 * @param state files of the service, MiB
 * @param broker files of the broker, MiB
 * @param cores that the service used since the row before
 * @param latencies since the row before
 */
record SoakRow(
    long seconds,
    long sent,
    long forecasts,
    long lag,
    double resident,
    double heap,
    double stores,
    long threads,
    long descriptors,
    double state,
    double broker,
    double cores,
    SoakCounter.Latencies latencies) {
  /** Above the rows. */
  static final String TITLE =
      "     s         sent    forecasts      lag  RSS MiB  heap MiB  stores MiB  threads    fds"
          + "  state MiB  broker MiB  cores  p50 ms  p99 ms";

  @Override
  public String toString() {
    return "%6d  %,11d  %,11d  %,7d  %7.0f  %8.1f  %10.1f  %7d  %5d  %9.1f  %10.0f  %5.2f  %6d  %6d"
        .formatted(
            seconds,
            sent,
            forecasts,
            lag,
            resident,
            heap,
            stores,
            threads,
            descriptors,
            state,
            broker,
            cores,
            latencies.median(),
            latencies.p99());
  }
}
