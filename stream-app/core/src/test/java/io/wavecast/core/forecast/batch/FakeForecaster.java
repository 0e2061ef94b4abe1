package io.wavecast.core.forecast.batch;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the mean of the window or a number of its own, with quantiles one below and one above.
 */
public final class FakeForecaster implements Forecaster {
  /** That of most tests. */
  public static final Shape SHAPE = new Shape(50, 10);

  /** The sizes of the runs. */
  public final List<Integer> runs = new ArrayList<>();

  /** Whether it fails to run. */
  public boolean fails;

  private final ModelRef model;
  private final Shape shape;
  private final float share;
  private final float base;

  public FakeForecaster(String name) {
    this(name, SHAPE);
  }

  public FakeForecaster(String name, Shape shape) {
    this(new ModelRef(name, "1"), shape, 1, 0);
  }

  private FakeForecaster(ModelRef model, Shape shape, float share, float base) {
    this.model = model;
    this.shape = shape;
    this.share = share;
    this.base = base;
  }

  /** A model that forecasts the same number for every window. */
  public static FakeForecaster constant(String name, String version, float number) {
    return new FakeForecaster(new ModelRef(name, version), SHAPE, 0, number);
  }

  @Override
  public ModelRef model() {
    return model;
  }

  @Override
  public Shape shape() {
    return shape;
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
    int length = shape.window();
    int horizon = shape.horizon();
    for (int row = 0; row < n; row++) {
      float sum = 0;
      for (int t = 0; t < length; t++) {
        sum += windows[row * length + t];
      }
      float answer = base + share * sum / length;
      for (int h = 0; h < horizon; h++) {
        int at = row * horizon + h;
        forecasts[at] = answer;
        quantiles[2 * at] = answer - 1;
        quantiles[2 * at + 1] = answer + 1;
      }
    }
  }
}
