package io.wavecast.testkit.fakes;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Forecasts each window by a function. Thread-safe if its function and its hook are.
 *
 * @param name of the model, whose version is 1
 * @param function from the 50 values of a window to the 10 of its forecast
 * @param halfWidth of the interval between its quantiles 0.05 and 0.95
 * @param beforeRun called before each run; may throw
 */
public record FakeForecaster(
    String name, Function<float[], float[]> function, float halfWidth, BeforeRun beforeRun)
    implements Forecaster {
  private static final double[] LEVELS = {0.05, 0.95};

  /** Sees the input of a run. */
  @FunctionalInterface
  public interface BeforeRun {
    /**
     * Sees the windows of a run before it.
     *
     * @param windows [n, 50]; may be longer
     * @throws io.wavecast.core.model.ModelException to let the run fail
     */
    void accept(float[] windows, int n);
  }

  /** Forecasts the mean of the window, with quantiles one below and one above it. */
  public static FakeForecaster mean() {
    return new FakeForecaster("mean", FakeForecaster::meanOf, 1, (windows, n) -> {});
  }

  /** Its forecast identifies the window: {@link #sumsOf}. Its intervals have no width. */
  public static FakeForecaster windowSums() {
    return new FakeForecaster("window-sums", FakeForecaster::sumsOf, 0, (windows, n) -> {});
  }

  /** The same model with another hook. */
  public FakeForecaster before(BeforeRun hook) {
    return new FakeForecaster(name, function, halfWidth, hook);
  }

  /**
   * What {@link #windowSums} forecasts: the sum of the window, the sum weighted by position, its
   * oldest and its newest value, then zeros. Exact for integers below a thousand.
   */
  public static float[] sumsOf(float[] window) {
    float sum = 0;
    float weighted = 0;
    for (int i = 0; i < WINDOW; i++) {
      sum += window[i];
      weighted += (i + 1) * window[i];
    }
    return Arrays.copyOf(new float[] {sum, weighted, window[0], window[WINDOW - 1]}, HORIZON);
  }

  private static float[] meanOf(float[] window) {
    float sum = 0;
    for (float value : window) {
      sum += value;
    }
    float[] mean = new float[HORIZON];
    Arrays.fill(mean, sum / WINDOW);
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
    for (int row = 0; row < n; row++) {
      float[] window = Arrays.copyOfRange(windows, row * WINDOW, (row + 1) * WINDOW);
      float[] forecast = function.apply(window);
      System.arraycopy(forecast, 0, forecasts, row * HORIZON, HORIZON);
      for (int h = 0; h < HORIZON; h++) {
        int at = LEVELS.length * (row * HORIZON + h);
        quantiles[at] = forecast[h] - halfWidth;
        quantiles[at + 1] = forecast[h] + halfWidth;
      }
    }
  }
}
