package io.wavecast.trainer.algebra;

import java.util.Arrays;
import java.util.Random;

/**
 * Initial weights, drawn from a seed in the order in which layers ask for them. The same seed gives
 * the same network on every machine. Not thread-safe.
 */
public final class Init {
  private final Random random;

  public Init(long seed) {
    random = new Random(seed);
  }

  /** Uniform in +-sqrt(6 / (fanIn + fanOut)): Glorot and Bengio, AISTATS 2010. */
  public float[] glorot(int fanIn, int fanOut, int count) {
    return uniform(count, Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /** Uniform in +-limit. */
  public float[] uniform(int count, double limit) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** Normal with deviation sqrt(2 / fanIn) times gain: He et al., ICCV 2015. */
  public float[] he(int fanIn, int count, double gain) {
    double deviation = gain * Math.sqrt(2.0 / fanIn);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /**
   * Rows [n, columns] at right angles to one another and of length 1 (n at most columns): Saxe et
   * al., ICLR 2014. Gram and Schmidt's method on normal draws, each row cleaned twice.
   */
  public float[] orthogonal(int n, int columns) {
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(rows[i], c -> random.nextGaussian());
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = dot(rows[i], rows[j]);
          for (int c = 0; c < columns; c++) {
            rows[i][c] -= along * rows[j][c];
          }
        }
        double length = Math.sqrt(dot(rows[i], rows[i]));
        for (int c = 0; c < columns; c++) {
          rows[i][c] /= length;
        }
      }
    }
    float[] values = new float[n * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / columns][i % columns];
    }
    return values;
  }

  /** {@code count} times the same value. */
  public static float[] constant(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
