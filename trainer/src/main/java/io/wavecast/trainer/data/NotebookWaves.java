package io.wavecast.trainer.data;

import java.util.Arrays;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * The series of the notebook, {@code generate_time_series}:
 *
 * <pre>
 * x(t) = 0.5 sin((t - o1)(10 f1 + 10)) + 0.2 sin((t - o2)(20 f2 + 20)) + 0.1 (U - 0.5),  t in [0, 1]
 * </pre>
 *
 * The draws are made in numpy's order (all f1, all f2, all o1, all o2, then the noise series by
 * series) and the sum is taken in numpy's order, in double, and rounded to float at the end.
 */
public final class NotebookWaves {
  private NotebookWaves() {}

  /**
   * The rows that {@code numpy.random.seed(seed); generate_time_series(count, steps)} yields.
   *
   * @return [count, steps], each value in about [-0.75, 0.75]
   */
  public static float[] numpy(int seed, int count, int steps) {
    MersenneTwister random = new MersenneTwister(seed);
    double[] f1 = rand(random, count);
    double[] f2 = rand(random, count);
    double[] o1 = rand(random, count);
    double[] o2 = rand(random, count);
    double[] time = linspace(steps);
    float[] series = new float[count * steps];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < steps; t++) {
        double wave1 = 0.5 * StrictMath.sin((time[t] - o1[i]) * (f1[i] * 10 + 10));
        double wave2 = 0.2 * StrictMath.sin((time[t] - o2[i]) * (f2[i] * 20 + 20));
        double noise = 0.1 * (rand(random) - 0.5);
        series[i * steps + t] = (float) (wave1 + wave2 + noise);
      }
    }
    return series;
  }

  /** {@code numpy.random.rand(n)}. */
  static double[] rand(MersenneTwister random, int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> rand(random));
    return values;
  }

  /** {@code numpy.random.rand()}: 53 bits from two words; the generator's own doubles have 52. */
  private static double rand(MersenneTwister random) {
    int high = random.nextInt() >>> 5;
    int low = random.nextInt() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /** {@code numpy.linspace(0, 1, steps)}: multiples of the rounded step, the last one exactly 1. */
  private static double[] linspace(int steps) {
    double[] time = new double[steps];
    double step = 1.0 / (steps - 1);
    for (int t = 0; t < steps; t++) {
      time[t] = t * step;
    }
    time[steps - 1] = 1;
    return time;
  }
}
