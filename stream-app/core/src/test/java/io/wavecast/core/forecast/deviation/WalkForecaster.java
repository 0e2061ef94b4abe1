package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;

/** The random walk in the place of a model. */
final class WalkForecaster implements Forecaster {
  private final RandomWalk walk = new RandomWalk(0.9);

  @Override
  public ModelRef model() {
    return new ModelRef("walk", "1");
  }

  @Override
  public Shape shape() {
    return FakeForecaster.SHAPE;
  }

  @Override
  public double[] quantileLevels() {
    return new double[] {0.05, 0.5, 0.95};
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    int length = shape().window();
    int horizon = shape().horizon();
    for (int row = 0; row < n; row++) {
      float[] window = Arrays.copyOfRange(windows, row * length, (row + 1) * length);
      Forecast f = walk.forecast("", 0, 1, window, 0, false, false, horizon);
      for (int h = 0; h < horizon; h++) {
        int at = row * horizon + h;
        forecasts[at] = f.yhat()[h];
        quantiles[3 * at] = f.yhatLower()[h];
        quantiles[3 * at + 1] = f.yhat()[h];
        quantiles[3 * at + 2] = f.yhatUpper()[h];
      }
    }
  }
}
