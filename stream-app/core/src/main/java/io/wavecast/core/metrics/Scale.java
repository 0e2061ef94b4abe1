package io.wavecast.core.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the values of a metric measure: their unit, and the buckets of a histogram of them. */
public enum Scale {
  /** A plain number of things. It has no buckets, so no histogram can have this scale. */
  COUNT(""),

  /** Durations: eight buckets per decade, from 100 microseconds to 100 s. */
  SECONDS("seconds", perDecade(-32, 16)),

  /** Sizes of batches: the powers of two from 1 to 4096. */
  SIZE("", DoubleStream.iterate(1, size -> size <= 4096, size -> size * 2).toArray()),

  /**
   * Numbers around 1, such as scores: eight buckets per decade from 0.1 to 10, and a few beyond.
   */
  RATIO("", join(new double[] {0.01, 0.03}, perDecade(-8, 8), new double[] {30, 100, 1000}));

  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // never handed out
  private final double[] bounds;

  Scale(String unit, double... bounds) {
    this.unit = unit;
    this.bounds = bounds;
  }

  /** The base unit, which ends the metric's name; an empty text for none. */
  public String unit() {
    return unit;
  }

  /**
   * The inclusive upper bounds of the buckets, ascending, in the base unit; values above the last
   * one fall into one more bucket. Empty for {@link #COUNT}.
   */
  public double[] bounds() {
    return bounds.clone();
  }

  /** The powers of ten from 10^(first/8) to 10^(last/8), rounded to three significant digits. */
  private static double[] perDecade(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> BigDecimal.valueOf(Math.pow(10, i / 8.0)).round(new MathContext(3)))
        .mapToDouble(BigDecimal::doubleValue)
        .toArray();
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }
}
