package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Trainable;

/** Judges a network on a set; less is better. */
public enum Score {
  /** The mean squared error of the forecast, for networks whose head gives points. */
  MSE("MSE of the forecast") {
    @Override
    public double of(Trainable net, WindowSet set) {
      float[] forecasts = net.forecast(set);
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
    public double of(Trainable net, WindowSet set) {
      return net.loss(set);
    }
  };

  private final String label;

  Score(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** The score on a set. */
  public abstract double of(Trainable net, WindowSet set);
}
