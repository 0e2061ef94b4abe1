package io.wavecast.benchmarks.endtoend;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.RCFCaster;

/** Random Cut Forest's forecaster, which learns from each value. */
public final class RandomCutForest {
  private static final int WARM_UP = 1000;

  private RandomCutForest() {}

  /**
   * Forecasts per second on one thread, without a broker.
   *
   * @param shingle values at once
   */
  public static double perSecond(int shingle, int seconds) {
    RCFCaster caster =
        RCFCaster.builder()
            .dimensions(shingle)
            .shingleSize(shingle)
            .randomSeed(1)
            .forecastHorizon(ConstantForecaster.SHAPE.horizon())
            .transformMethod(TransformMethod.NORMALIZE)
            .build();
    long start = System.nanoTime();
    int n = 0;
    while (n <= WARM_UP || System.nanoTime() - start < seconds * 1_000_000_000L) {
      caster.process(new double[] {Math.sin(n * 0.37) + (n * 7919 % 1000) / 10_000.0}, n * 1000L);
      if (++n == WARM_UP) {
        start = System.nanoTime();
      }
    }
    return (n - WARM_UP) * 1e9 / (System.nanoTime() - start);
  }
}
