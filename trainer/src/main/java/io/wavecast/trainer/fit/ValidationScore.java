package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.Examples;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Trainable;
import java.util.function.ToDoubleBiFunction;

/**
 * Scores a network on a set; lower is better.
 *
 * @param label for people
 * @param measure the score of a network on a set
 * @param isLoss whether it is what training minimises
 * @param <S> what the network learns from
 */
public record ValidationScore<S extends Examples<S>>(
    String label, ToDoubleBiFunction<Trainable<S>, S> measure, boolean isLoss) {
  /** The mean squared error of the forecast: of the middle quantile, where the head gives some. */
  public static final ValidationScore<WindowSet> MSE =
      new ValidationScore<>(
          "MSE of the forecast", (net, set) -> meanSquare(Iterated.output(net, set), set), false);

  /** The training loss itself. */
  public static <S extends Examples<S>> ValidationScore<S> loss() {
    return new ValidationScore<>("loss", Trainable::loss, true);
  }

  /** The score on a set. */
  public double of(Trainable<S> net, S set) {
    return measure.applyAsDouble(net, set);
  }

  /**
   * The mean squared error of forecasts.
   *
   * @param values [size, horizon, width], of which the middle one is the forecast
   */
  public static double meanSquare(float[] values, WindowSet set) {
    int width = values.length / set.futures().length;
    double sum = 0;
    for (int i = 0; i < set.futures().length; i++) {
      double error = values[i * width + width / 2] - set.futures()[i];
      sum += error * error;
    }
    return sum / set.futures().length;
  }
}
