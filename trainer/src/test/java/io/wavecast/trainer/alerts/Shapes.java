package io.wavecast.trainer.alerts;

import io.wavecast.trainer.mixture.RandomDraws;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** What the kinds of series are made of. */
final class Shapes {
  private Shapes() {}

  /** Values by their index. */
  static double[] series(int size, IntToDoubleFunction value) {
    double[] x = new double[size];
    Arrays.setAll(x, value);
    return x;
  }

  /** Autoregressive noise of order 1 that begins at 0. */
  static double[] noise(RandomDraws r, int size, double phi, double sigma) {
    double[] x = new double[size];
    for (int i = 1; i < size; i++) {
      x[i] = phi * x[i - 1] + sigma * r.gauss();
    }
    return x;
  }

  /** A bell over the time of day, 1 at its middle. */
  static double bump(double day, double at, double width) {
    double distance = Math.min(Math.abs(day - at), 1 - Math.abs(day - at));
    return Math.exp(-0.5 * (distance / width) * (distance / width));
  }

  /** A random index of a series with at least {@code behind} values after it. */
  static int place(RandomDraws r, int size, int behind) {
    return r.below(size - behind);
  }

  /** Uniform in {@code from..to - 1}. */
  static int integer(RandomDraws r, int from, int to) {
    return from + r.below(to - from);
  }

  /** Gamma of shape 2. */
  static double gamma2(RandomDraws r, double scale) {
    return scale * (r.exponential() + r.exponential());
  }

  /** Student's t of 5 degrees of freedom. */
  static double student5(RandomDraws r) {
    double squares = 0;
    for (int i = 0; i < 5; i++) {
      double z = r.gauss();
      squares += z * z;
    }
    return r.gauss() / Math.sqrt(squares / 5);
  }

  static double mean(double[] x, int from, int to) {
    return Arrays.stream(x, from, to).average().orElse(0);
  }

  /** The value below which a share of all lie, linear between two neighbours. */
  static double quantile(double[] x, double share) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int i = Math.min((int) at, sorted.length - 2);
    return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
  }
}
