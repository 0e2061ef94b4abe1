package io.wavecast.service.resilience;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;

/**
 * A model whose output identifies the window it saw: its sum, the sum weighted by position, its
 * oldest and its newest value. Exact for integers below a thousand.
 */
final class WindowSums implements Forecaster {
  private static final int LEVELS = 2;

  @Override
  public ModelRef model() {
    return new ModelRef("window-sums", "1");
  }

  @Override
  public double[] quantileLevels() {
    return new double[] {0.05, 0.95};
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    for (int row = 0; row < n; row++) {
      float[] window = Arrays.copyOfRange(windows, row * WINDOW, (row + 1) * WINDOW);
      System.arraycopy(of(window), 0, forecasts, row * HORIZON, HORIZON);
      for (int h = 0; h < HORIZON; h++) {
        int at = row * HORIZON + h;
        Arrays.fill(quantiles, LEVELS * at, LEVELS * (at + 1), forecasts[at]);
      }
    }
  }

  /** What it forecasts for a window. */
  static float[] of(float[] window) {
    float sum = 0;
    float weighted = 0;
    for (int i = 0; i < WINDOW; i++) {
      sum += window[i];
      weighted += (i + 1) * window[i];
    }
    float[] out = new float[HORIZON];
    out[0] = sum;
    out[1] = weighted;
    out[2] = window[0];
    out[3] = window[WINDOW - 1];
    return out;
  }
}
