package io.wavecast.trainer.mixture;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers of the shapes that series are made of. Not thread-safe. */
public final class RandomDraws {
  private final RandomGenerator random;
  private double spare = Double.NaN;

  public RandomDraws(long seed) {
    this(new SplittableRandom(seed));
  }

  /** Draws from a source, which is changed by each draw. */
  public RandomDraws(RandomGenerator source) {
    random = source;
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return random.nextDouble();
  }

  /** Uniform in [from, to). */
  public double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Uniform on a logarithmic scale, 0 &lt; from &lt; to. */
  public double logUniform(double from, double to) {
    return from * Math.pow(to / from, random.nextDouble());
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** An integer in [0, bound). */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** +1 or -1. */
  public int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** Standard normal (Marsaglia's polar method). */
  public double gauss() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double a;
    double b;
    double square;
    do {
      a = 2 * random.nextDouble() - 1;
      b = 2 * random.nextDouble() - 1;
      square = a * a + b * b;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * Math.log(square) / square);
    spare = b * factor;
    return a * factor;
  }

  /** Exponential of mean 1. */
  public double exponential() {
    return -Math.log(1 - random.nextDouble());
  }

  /** Poisson; above a mean of 40 its normal approximation. */
  public int poisson(double mean) {
    if (mean > 40) {
      return (int) Math.max(0, Math.rint(mean + Math.sqrt(mean) * gauss()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** The periods of calendars and clocks, 24 four times as often as the others; else any. */
  int period() {
    if (chance(0.45)) {
      return USUAL_PERIODS[below(USUAL_PERIODS.length)];
    }
    return (int) logUniform(3, 45);
  }

  private static final int[] USUAL_PERIODS = {
    24, 24, 24, 24, 12, 12, 7, 7, 6, 4, 5, 8, 10, 14, 15, 16, 20, 21, 28, 30, 48
  };
}
