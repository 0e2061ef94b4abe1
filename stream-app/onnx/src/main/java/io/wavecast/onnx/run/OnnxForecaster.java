package io.wavecast.onnx.run;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.Shape;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;

/** A forecaster on ONNX Runtime. Several threads may forecast at once. */
public final class OnnxForecaster extends OnnxModel<ModelFile> implements Forecaster {
  private final double[] quantileLevels;

  private OnnxForecaster(ModelFile file, Device device) {
    super(file, device, n -> new WindowSamples(n, file.metadata().shape()));
    this.quantileLevels = file.metadata().levels();
  }

  /**
   * Loads and verifies a model.
   *
   * @param device where it runs
   * @throws ModelFileException when ONNX Runtime cannot load it, the device is not usable, a value
   *     is not finite on the samples, or a window's forecast depends on its neighbours
   */
  public static OnnxForecaster open(ModelFile file, Device device) {
    return new OnnxForecaster(file, device);
  }

  @Override
  public Shape shape() {
    return file().metadata().shape();
  }

  @Override
  public double[] quantileLevels() {
    return quantileLevels;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it is closed
   */
  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    int window = shape().window();
    int horizon = shape().horizon();
    int levels = horizon * quantileLevels.length;
    require("number of windows", 1, n);
    require("floats of windows", n * window, windows.length);
    require("floats of forecasts", n * horizon, forecasts.length);
    require("floats of quantiles", n * levels, quantiles.length);
    runner()
        .run(
            n,
            (batch, from, rows) ->
                batch
                    .buffer(ForecasterMetadata.INPUT)
                    .put(0, windows, from * window, rows * window),
            (batch, from, rows) -> {
              batch
                  .buffer(ForecasterMetadata.FORECAST)
                  .get(0, forecasts, from * horizon, rows * horizon);
              batch
                  .buffer(ForecasterMetadata.QUANTILES)
                  .get(0, quantiles, from * levels, rows * levels);
            });
  }
}
