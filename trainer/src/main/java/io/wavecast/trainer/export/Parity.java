package io.wavecast.trainer.export;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.WindowSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;

/**
 * How far a served file is from the network that was trained, over the same windows, given one by
 * one and together. A difference is in units of the window's largest value where that is above 1.
 *
 * @param one largest difference over windows given one by one
 * @param many largest difference over all windows in one batch
 * @param windows how many windows were compared
 */
public record Parity(double one, double many, int windows) {
  /** The largest difference that counts as equal. */
  public static final double TOLERANCE = 1e-5;

  private static final int ALONE = 32;
  private static final int WINDOWS = 256;

  /**
   * Compares.
   *
   * @param examples how many there are
   * @param difference the largest one over the examples from (inclusive) to (exclusive), which the
   *     file is given together
   */
  public static Parity of(int examples, ToDoubleBiFunction<Integer, Integer> difference) {
    double many = difference.applyAsDouble(0, examples);
    double one = 0;
    for (int i = 0; i < Math.min(ALONE, examples); i++) {
      one = Math.max(one, difference.applyAsDouble(i, i + 1));
    }
    return new Parity(one, many, examples);
  }

  /**
   * Compares forecasters.
   *
   * @param file what the file gives for windows [n, 50], as {@link Predictions#of}
   * @param trained what the network gives for windows, and for the file's forecasts for these [n,
   *     10], from this very run of it: where forecasts are fed back, the network must be given
   *     these, see {@link io.wavecast.trainer.net.Iterated#following}
   */
  public static Parity of(
      Function<float[], Predictions> file,
      WindowSet set,
      BiFunction<WindowSet, float[], Predictions> trained) {
    return of(set.size(), (from, to) -> difference(file, set.slice(from, to), trained));
  }

  /**
   * Checks that a file's contract reads back and that it repeats its network.
   *
   * @param metadata the contract that was written
   * @throws IllegalStateException when it does not
   */
  public static Parity require(
      byte[] file,
      ForecasterMetadata metadata,
      WindowSet set,
      BiFunction<WindowSet, float[], Predictions> trained) {
    String name = metadata.provenance().name();
    try (OnnxForecaster served = OnnxForecaster.open(ModelFile.read(name, file), Device.CPU)) {
      requireContract(metadata, served.file().metadata());
      WindowSet some = set.slice(0, Math.min(WINDOWS, set.size()));
      return of(windows -> Predictions.of(served, windows), some, trained).require("window");
    }
  }

  /** Whether both differences are within {@link #TOLERANCE}. */
  public boolean holds() {
    return one <= TOLERANCE && many <= TOLERANCE;
  }

  /**
   * Checks that a file repeats its network.
   *
   * @param example what is given to the file, e.g. {@code window}
   * @throws IllegalStateException when a difference is above {@link #TOLERANCE}
   */
  public Parity require(String example) {
    if (!holds()) {
      throw new IllegalStateException(
          "the ONNX file differs from the network by %.3g (one %s) and %.3g (%d %ss); at most %.0e is allowed"
              .formatted(one, example, many, windows, example, TOLERANCE));
    }
    return this;
  }

  /**
   * Checks that a file's contract reads back as it was written.
   *
   * @throws IllegalStateException when it does not
   */
  public static void requireContract(Object written, Object read) {
    if (!read.equals(written)) {
      throw new IllegalStateException(
          "the file's contract reads back as %s, written was %s".formatted(read, written));
    }
  }

  /**
   * The largest difference between two lists of values; infinite when one is not a number or the
   * lengths differ.
   */
  public static double difference(float[] a, float[] b) {
    return difference(a, b, i -> 1);
  }

  /** As above, each difference in units of {@code unit}. */
  private static double difference(float[] a, float[] b, IntToDoubleFunction unit) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = Math.abs(a[i] - b[i]) / unit.applyAsDouble(i);
      if (!(apart <= largest)) {
        largest = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
      }
    }
    return largest;
  }

  /** Infinite when the file does not give ten forecasts per window. */
  private static double difference(
      Function<float[], Predictions> file,
      WindowSet set,
      BiFunction<WindowSet, float[], Predictions> trained) {
    Predictions served = file.apply(set.windows());
    float[] fed = served.forecasts();
    if (fed.length != set.size() * WindowSet.HORIZON) {
      return Double.POSITIVE_INFINITY;
    }
    Predictions expected = trained.apply(set, fed);
    double[] units = units(set);
    int levels = Math.max(1, served.quantiles().length / fed.length);
    return Math.max(
        difference(fed, expected.forecasts(), i -> units[i / WindowSet.HORIZON]),
        difference(
            served.quantiles(),
            expected.quantiles(),
            i -> units[i / (WindowSet.HORIZON * levels)]));
  }

  /** Each window's largest value, at least 1. */
  private static double[] units(WindowSet set) {
    double[] units = new double[set.size()];
    for (int row = 0; row < units.length; row++) {
      units[row] = 1;
      for (int t = 0; t < WindowSet.WINDOW; t++) {
        units[row] = Math.max(units[row], Math.abs(set.value(row, t)));
      }
    }
    return units;
  }
}
