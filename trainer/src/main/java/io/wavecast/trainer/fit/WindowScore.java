package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Trainable;

/** Judges a forecaster on a set; less is better. */
public enum WindowScore implements ValidationScore<WindowSet> {
  /** The mean squared error of the forecast: of the middle quantile, where the head gives some. */
  MSE("MSE of the forecast") {
    @Override
    public double of(Trainable<WindowSet> net, WindowSet set) {
      float[] values = Iterated.output(net, set);
      int width = values.length / set.futures().length;
      double sum = 0;
      for (int i = 0; i < set.futures().length; i++) {
        double error = values[i * width + width / 2] - set.futures()[i];
        sum += error * error;
      }
      return sum / set.futures().length;
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
