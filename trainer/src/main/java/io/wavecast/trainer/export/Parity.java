package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxForecaster.Output;
import java.util.function.Function;

/**
 * How far a served file is from the network that was trained, over the same windows, given one by
 * one and all together. A difference counts in units of the window's largest value where that is
 * above 1.
 *
 * @param one largest difference over windows given one by one
 * @param many largest difference over all windows in one batch
 * @param windows how many windows were compared
 */
public record Parity(double one, double many, int windows) {
  /** The largest difference that counts as equal. */
  public static final double TOLERANCE = 1e-5;

  private static final int ALONE = 32;

  /** The network that was trained. */
  @FunctionalInterface
  public interface Trained {
    /**
     * What it says.
     *
     * @param fed the file's forecasts for these windows [size, 10], from this very run of it; where
     *     forecasts are fed back, the network must be given these, see {@link
     *     io.wavecast.trainer.net.Iterated#following}
     */
    Output of(WindowSet set, float[] fed);
  }

  /**
   * Compares.
   *
   * @param file what the file gives for windows [n, 50], as {@link OnnxForecaster#forecast}
   */
  public static Parity of(Function<float[], Output> file, WindowSet set, Trained trained) {
    double many = difference(file, set, trained);
    double one = 0;
    for (int i = 0; i < Math.min(ALONE, set.size()); i++) {
      one = Math.max(one, difference(file, set.slice(i, i + 1), trained));
    }
    return new Parity(one, many, set.size());
  }

  public boolean holds() {
    return one <= TOLERANCE && many <= TOLERANCE;
  }

  /** Infinite when the file does not give ten forecasts a window. */
  private static double difference(Function<float[], Output> file, WindowSet set, Trained trained) {
    Output served = file.apply(set.windows());
    float[] fed = served.forecasts();
    if (fed.length != set.size() * WindowSet.HORIZON) {
      return Double.POSITIVE_INFINITY;
    }
    Output expected = trained.of(set, fed);
    return Math.max(
        difference(set, fed, expected.forecasts()),
        difference(set, served.quantiles(), expected.quantiles()));
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
