package io.wavecast.testkit.fakes;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Forecasts each window by a function. Thread-safe if its function and its hook are.
 *
 * @param name of the model, whose version is 1
 * @param shape lengths of windows and forecasts
 * @param function from the values of a window to those of its forecast
 * @param halfWidth of the interval between its quantiles 0.05 and 0.95
 * @param beforeRun called before each run; may throw
 */
public record FakeForecaster(
    String name,
    Shape shape,
    Function<float[], float[]> function,
    float halfWidth,
    BeforeRun beforeRun)
    implements Forecaster {
  /** That of the shipped models. */
  public static final Shape SHAPE = new Shape(50, 10);

  private static final double[] LEVELS = {0.05, 0.95};

  /** Sees the input of a run. */
  @FunctionalInterface
  public interface BeforeRun {
    /**
     * Sees the windows of a run before it.
     *
     * @param windows [n, window]; may be longer
     * @throws io.wavecast.core.model.ModelException to let the run fail
     */
    void accept(float[] windows, int n);
  }

  /** Forecasts the mean of the window, with quantiles one below and one above it. */
  public static FakeForecaster mean() {
    return mean("mean", SHAPE);
  }

  /** The same of another shape. */
  public static FakeForecaster mean(String name, Shape shape) {
    return new FakeForecaster(
        name, shape, window -> meanOf(window, shape.horizon()), 1, (windows, n) -> {});
  }

  /** Its forecast identifies the window: {@link #sumsOf}. Its intervals have no width. */
  public static FakeForecaster windowSums() {
    return new FakeForecaster("window-sums", SHAPE, FakeForecaster::sumsOf, 0, (windows, n) -> {});
  }

  /** The same model with another hook. */
  public FakeForecaster before(BeforeRun hook) {
    return new FakeForecaster(name, shape, function, halfWidth, hook);
  }

  /**
   * What {@link #windowSums} forecasts: the sum of the window, the sum weighted by position, its
   * oldest and its newest value, then zeros. Exact for integers below a thousand.
   */
  public static float[] sumsOf(float[] window) {
    float sum = 0;
    float weighted = 0;
    for (int i = 0; i < window.length; i++) {
      sum += window[i];
      weighted += (i + 1) * window[i];
    }
    return Arrays.copyOf(
        new float[] {sum, weighted, window[0], window[window.length - 1]}, SHAPE.horizon());
  }

  private static float[] meanOf(float[] window, int horizon) {
    float sum = 0;
    for (float value : window) {
      sum += value;
    }
    float[] mean = new float[horizon];
    Arrays.fill(mean, sum / window.length);
    return mean;
  }

  @Override
  public ModelRef model() {
    return new ModelRef(name, "1");
  }

  @Override
  public double[] quantileLevels() {
    return LEVELS.clone();
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    beforeRun.accept(windows, n);
    int length = shape.window();
    int horizon = shape.horizon();
    for (int row = 0; row < n; row++) {
      float[] window = Arrays.copyOfRange(windows, row * length, (row + 1) * length);
      float[] forecast = function.apply(window);
      System.arraycopy(forecast, 0, forecasts, row * horizon, horizon);
      for (int h = 0; h < horizon; h++) {
        int at = LEVELS.length * (row * horizon + h);
        quantiles[at] = forecast[h] - halfWidth;
        quantiles[at + 1] = forecast[h] + halfWidth;
      }
    }
  }
}
