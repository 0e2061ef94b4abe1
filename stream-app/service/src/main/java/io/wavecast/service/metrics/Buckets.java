package io.wavecast.service.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Upper ends of the buckets of histograms, ascending. */
final class Buckets {
  /** The unit of metrics that are times. */
  static final String SECONDS = "seconds";

  private Buckets() {}

  /** Eight for every factor of ten, from 100 microseconds to 100 s. */
  static Duration[] times() {
    return IntStream.rangeClosed(-32, 16)
        .mapToObj(i -> Duration.ofNanos(1000L * Math.round(1e6 * Math.pow(10, i / 8.0))))
        .toArray(Duration[]::new);
  }

  /** Eight for every factor of ten, from 0.1 to 10, and some beyond. */
  static double[] ratios() {
    DoubleStream fine = IntStream.rangeClosed(-8, 8).mapToDouble(i -> Math.pow(10, i / 8.0));
    return DoubleStream.concat(
            DoubleStream.of(0.01, 0.03), DoubleStream.concat(fine, DoubleStream.of(30, 100, 1000)))
        .map(end -> Math.round(end * 1e3) / 1e3)
        .toArray();
  }

  /** Powers of two, from 1 to 4096. */
  static double[] sizes() {
    return DoubleStream.iterate(1, size -> size <= 4096, size -> size * 2).toArray();
  }
}
