package io.wavecast.core.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Upper ends of the buckets of histograms, ascending, in the metric's base unit. */
public final class Buckets {
  /** Eight buckets for every factor of ten, from 100 microseconds to 100 s. */
  private static final double[] SECONDS =
      IntStream.rangeClosed(-32, 16).mapToDouble(i -> round(Math.pow(10, i / 8.0))).toArray();

  private static final double[] SIZES =
      DoubleStream.iterate(1, size -> size <= 4096, size -> size * 2).toArray();

  private Buckets() {}

  /** The buckets of a histogram. */
  public static double[] of(Metric metric) {
    return (metric.unit().equals("seconds") ? SECONDS : SIZES).clone();
  }

  /** Three digits, so that the ends read well. */
  private static double round(double value) {
    return new BigDecimal(value).round(new MathContext(3)).doubleValue();
  }
}
