package io.wavecast.trainer.export;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Head;
import java.util.Arrays;

/**
 * The forecasts of some windows. The arrays are shared, not copied.
 *
 * @param forecasts [n, 10]
 * @param quantiles [n, 10, levels]
 */
public record Predictions(float[] forecasts, float[] quantiles) {

  /**
   * Forecasts with a model as it is served.
   *
   * @param windows [n, 50]
   * @throws IllegalArgumentException when the model has another shape
   */
  public static Predictions of(Forecaster model, float[] windows) {
    if (!model.shape().equals(WindowSet.SHAPE)) {
      throw new IllegalArgumentException(
          "model '%s' must have %s to be measured, got: %s"
              .formatted(model.model().name(), WindowSet.SHAPE, model.shape()));
    }
    int n = windows.length / WindowSet.WINDOW;
    float[] forecasts = new float[n * WindowSet.HORIZON];
    float[] quantiles = new float[forecasts.length * model.quantileLevels().length];
    model.forecast(windows, n, forecasts, quantiles);
    return new Predictions(forecasts, quantiles);
  }

  /**
   * What the values of a trained network's head mean, read as the served graph does, in plain Java.
   *
   * @param values [n, head units], in raw units
   */
  public static Predictions of(float[] values, Head head, IntervalCalibration calibration) {
    return head.isPoints()
        ? ofPoints(values, calibration.offsets())
        : ofQuantiles(values, head, calibration.stretch());
  }

  private static Predictions ofPoints(float[] forecasts, float[] offsets) {
    int levels = offsets.length / WindowSet.HORIZON;
    float[] quantiles = new float[forecasts.length * levels];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = forecasts[i / levels] + offsets[i % offsets.length];
    }
    return new Predictions(forecasts, quantiles);
  }

  private static Predictions ofQuantiles(float[] values, Head head, float stretch) {
    int levels = head.width();
    float[] quantiles = values.clone();
    float[] forecasts = new float[values.length / levels];
    for (int i = 0; i < forecasts.length; i++) {
      Arrays.sort(quantiles, i * levels, (i + 1) * levels);
      float median = quantiles[i * levels + levels / 2];
      forecasts[i] = median;
      for (int k = i * levels; stretch != 1 && k < (i + 1) * levels; k++) {
        quantiles[k] = median + (quantiles[k] - median) * stretch;
      }
    }
    return new Predictions(forecasts, quantiles);
  }
}
