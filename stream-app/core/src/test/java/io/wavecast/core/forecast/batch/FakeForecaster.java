package io.wavecast.core.forecast.batch;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/** Forecasts the mean of the window, with quantiles one below and one above it. */
public final class FakeForecaster implements Forecaster {
  /** The sizes of the runs. */
  public final List<Integer> runs = new ArrayList<>();

  /** Whether it fails to run. */
  public boolean fails;

  private final String name;

  public FakeForecaster(String name) {
    this.name = name;
  }

  @Override
  public ModelRef model() {
    return new ModelRef(name, "1");
  }

  @Override
  public double[] quantileLevels() {
    return new double[] {0.05, 0.95};
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    if (fails) {
      throw new ModelException("model is out of order", new IllegalStateException());
    }
    runs.add(n);
    for (int row = 0; row < n; row++) {
      float sum = 0;
      for (int t = 0; t < WINDOW; t++) {
        sum += windows[row * WINDOW + t];
      }
      for (int h = 0; h < HORIZON; h++) {
        int at = row * HORIZON + h;
        forecasts[at] = sum / WINDOW;
        quantiles[2 * at] = sum / WINDOW - 1;
        quantiles[2 * at + 1] = sum / WINDOW + 1;
      }
    }
  }
}
