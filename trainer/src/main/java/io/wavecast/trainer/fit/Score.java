package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Trainable;

/** Judges a network on a set; less is better. */
@FunctionalInterface
public interface Score {
  double of(Trainable net, WindowSet set);

  /** The mean squared error of the forecast, for networks whose head gives points. */
  static double mse(Trainable net, WindowSet set) {
    return mse(net.forecast(set), set.futures());
  }

  /** The mean squared error of forecasts. */
  static double mse(float[] forecasts, float[] actual) {
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      double error = forecasts[i] - actual[i];
      sum += error * error;
    }
    return sum / actual.length;
  }

  /** The training loss itself. */
  static double loss(Trainable net, WindowSet set) {
    return net.loss(set);
  }
}
