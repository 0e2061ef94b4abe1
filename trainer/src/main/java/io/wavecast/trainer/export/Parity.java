package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxForecaster.Output;
import java.util.Arrays;

/**
 * How far a served file is from the network that was trained, over the same windows, given one by
 * one and all together. A difference counts in units of the window's largest value where that is
 * above 1. Where forecasts are fed back, the trained network must have been given the file's
 * ({@link io.wavecast.trainer.net.Iterated#following}).
 *
 * @param one largest difference over windows given one by one
 * @param many largest difference over all windows in one batch
 * @param windows how many windows were compared
 */
public record Parity(double one, double many, int windows) {
  /** The largest difference that counts as equal. */
  public static final double TOLERANCE = 1e-5;

  private static final int ALONE = 32;

  /**
   * Compares.
   *
   * @param trained what the trained network gives for the set
   */
  public static Parity of(OnnxForecaster file, WindowSet set, Output trained) {
    double many = difference(set, file.forecast(set.windows()), trained);
    double one = 0;
    for (int i = 0; i < Math.min(ALONE, set.size()); i++) {
      WindowSet alone = set.slice(i, i + 1);
      Output row = new Output(row(trained.forecasts(), set, i), row(trained.quantiles(), set, i));
      one = Math.max(one, difference(alone, file.forecast(alone.windows()), row));
    }
    return new Parity(one, many, set.size());
  }

  public boolean holds() {
    return one <= TOLERANCE && many <= TOLERANCE;
  }

  private static float[] row(float[] values, WindowSet set, int i) {
    int width = values.length / set.size();
    return Arrays.copyOfRange(values, i * width, (i + 1) * width);
  }

  private static double difference(WindowSet set, Output a, Output b) {
    return Math.max(
        difference(set, a.forecasts(), b.forecasts()),
        difference(set, a.quantiles(), b.quantiles()));
  }

  /** Infinite when a value is no number or the lengths differ. */
  private static double difference(WindowSet set, float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    int width = a.length / set.size();
    double largest = 0;
    for (int row = 0; row < set.size(); row++) {
      double unit = 1;
      for (int t = 0; t < WindowSet.WINDOW; t++) {
        unit = Math.max(unit, Math.abs(set.value(row, t)));
      }
      for (int i = row * width; i < (row + 1) * width; i++) {
        double apart = Math.abs(a[i] - b[i]) / unit;
        if (!(apart <= largest)) {
          largest = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
        }
      }
    }
    return largest;
  }
}
