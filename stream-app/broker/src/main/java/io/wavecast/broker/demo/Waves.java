package io.wavecast.broker.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Endless waves like the training data of the notebook (Géron, <i>Hands-on Machine Learning</i>,
 * 2nd edition, chapter 15). With f1, f2, o1, o2 uniform in [0, 1) and t growing by 1/59 per step,
 *
 * <pre>
 *   x(t) = 0.5 sin((t - o1)(10 f1 + 10)) + 0.2 sin((t - o2)(20 f2 + 20)) + 0.1 (U - 0.5)
 * </pre>
 *
 * t is a function of the time since the epoch, so that a wave continues after a restart without a
 * break.
 */
final class Waves implements LiveSource {
  private static final double STEPS_PER_UNIT = 59;

  private final double[][] parameters;
  private final long intervalMs;
  private final Random noise;

  /**
   * @param n number of waves
   * @param intervalMs time between two values, ms
   * @param seed of parameters and noise
   */
  Waves(int n, long intervalMs, long seed) {
    Random random = new Random(seed);
    parameters = new double[n][];
    for (int i = 0; i < n; i++) {
      parameters[i] = random.doubles(4).toArray();
    }
    this.intervalMs = intervalMs;
    this.noise = new Random(seed + 1);
  }

  @Override
  public Map<String, Double> sample(long timestamp) {
    Map<String, Double> values = new LinkedHashMap<>();
    long step = timestamp / intervalMs;
    double t = step / STEPS_PER_UNIT;
    for (int i = 0; i < parameters.length; i++) {
      double[] p = parameters[i];
      double value =
          0.5 * Math.sin((t - p[2]) * (10 * p[0] + 10))
              + 0.2 * Math.sin((t - p[3]) * (20 * p[1] + 20))
              + 0.1 * (noise.nextDouble() - 0.5);
      values.put("wave." + (i + 1), value);
    }
    return values;
  }
}
