package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Trainable;

/** Judges a forecaster on a set; less is better. */
public enum WindowScore implements Score<WindowSet> {
  /** The mean squared error of the forecast, for networks whose head gives points. */
  MSE("MSE of the forecast") {
    @Override
    public double of(Trainable<WindowSet> net, WindowSet set) {
      float[] forecasts = net.output(set);
      double sum = 0;
      for (int i = 0; i < forecasts.length; i++) {
        double error = forecasts[i] - set.futures()[i];
        sum += error * error;
      }
      return sum / forecasts.length;
    }
  },
  /** The training loss itself. */
  LOSS("loss") {
    @Override
    public double of(Trainable<WindowSet> net, WindowSet set) {
      return net.loss(set);
    }
  };

  private final String label;

  WindowScore(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
