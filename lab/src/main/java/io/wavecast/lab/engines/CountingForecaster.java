package io.wavecast.lab.engines;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.lab.endtoend.Tally;
import io.wavecast.schemas.ModelRef;

/** Counts the windows that a model forecasts, alike for every engine. Thread-safe. */
final class CountingForecaster implements Forecaster {
  private final Forecaster model;
  private final Tally tally = new Tally();

  CountingForecaster(Forecaster model) {
    this.model = model;
  }

  @Override
  public ModelRef model() {
    return model.model();
  }

  @Override
  public Shape shape() {
    return model.shape();
  }

  @Override
  public double[] quantileLevels() {
    return model.quantileLevels();
  }

  @Override
  public void forecast(float[] in, int n, float[] forecasts, float[] quantiles) {
    model.forecast(in, n, forecasts, quantiles);
    tally.addResults(n);
    tally.addRun();
  }

  Tally tally() {
    return tally;
  }
}
