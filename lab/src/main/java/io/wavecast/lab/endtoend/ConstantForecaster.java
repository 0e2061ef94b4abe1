package io.wavecast.lab.endtoend;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;

/** A model at almost no cost; its throughput is the ceiling of every other model. */
public final class ConstantForecaster implements Forecaster {
  /** That of the shipped models. */
  public static final Shape SHAPE = new Shape(50, 10);

  private static final double[] LEVELS = {0.05, 0.5, 0.95};

  @Override
  public ModelRef model() {
    return new ModelRef("constant", "1");
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public double[] quantileLevels() {
    return LEVELS;
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    // as many digits as a model's output has, so that writing it costs as much
    Arrays.fill(forecasts, 0, n * SHAPE.horizon(), 0.31830987f);
    Arrays.fill(quantiles, 0, n * SHAPE.horizon() * LEVELS.length, 0.2718282f);
  }
}
