package io.wavecast.core.forecast.batch;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the mean of the window or a number of its own, with quantiles one below and one above.
 */
public final class FakeForecaster implements Forecaster {
  /** The sizes of the runs. */
  public final List<Integer> runs = new ArrayList<>();

  /** Whether it fails to run. */
  public boolean fails;

  private final ModelRef model;
  private final float share;
  private final float base;

  public FakeForecaster(String name) {
    this(new ModelRef(name, "1"), 1, 0);
  }

  private FakeForecaster(ModelRef model, float share, float base) {
    this.model = model;
    this.share = share;
    this.base = base;
  }

  /** A model that forecasts the same number for every window. */
  public static FakeForecaster constant(String name, String version, float number) {
    return new FakeForecaster(new ModelRef(name, version), 0, number);
  }

  @Override
  public ModelRef model() {
    return model;
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
      float answer = base + share * sum / WINDOW;
      for (int h = 0; h < HORIZON; h++) {
        int at = row * HORIZON + h;
        forecasts[at] = answer;
        quantiles[2 * at] = answer - 1;
        quantiles[2 * at + 1] = answer + 1;
      }
    }
  }
}
