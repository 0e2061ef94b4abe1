package io.wavecast.trainer.backtest;

import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.recorded.RecordedSeries;

/**
 * A model's file, as ONNX Runtime serves it.
 *
 * @param name for tables
 * @param model owned by the caller
 */
public record ModelMethod(String name, OnnxForecaster model) implements Method {
  private static final int BATCH = 64;

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    int levels = model.file().metadata().quantileLevels().size();
    float[] points = new float[origins.length * HORIZON];
    float[] quantiles = new float[points.length * levels];
    for (int from = 0; from < origins.length; from += BATCH) {
      int n = Math.min(BATCH, origins.length - from);
      float[] windows = new float[n * WindowSet.WINDOW];
      for (int i = 0; i < n; i++) {
        int first = origins[from + i] - WindowSet.WINDOW;
        System.arraycopy(series.values(), first, windows, i * WindowSet.WINDOW, WindowSet.WINDOW);
      }
      Predictions out = Predictions.of(model, windows);
      System.arraycopy(out.forecasts(), 0, points, from * HORIZON, n * HORIZON);
      int row = HORIZON * levels;
      System.arraycopy(out.quantiles(), 0, quantiles, from * row, n * row);
    }
    return new Forecasts(points, model.file().metadata().quantileLevels(), quantiles);
  }
}
