package io.wavecast.onnx.run;

import java.util.Optional;

/** Sample rows on which a kind of model is verified. Immutable. */
public interface Samples {
  /** What precedes the name of an input in that of the output that is fed to it. */
  String NEXT = "next_";

  /**
   * The rows of an input.
   *
   * @param step from 0; an input {@code x} is fed the previous step's output {@code next_x} instead
   *     where there is one
   * @return [samples, width], shared
   */
  float[] rows(String input, int step);

  /** Number of steps; the results are those of the last. */
  default int steps() {
    return 1;
  }

  /**
   * Checks the results of all samples.
   *
   * @param results [samples, width]: the outputs of a row, in the order of the signature
   * @param width floats of a row
   * @return one line that says what violates the contract
   */
  Optional<String> problem(float[] results, int width);

  /**
   * The scale of a sample's differences, above 0. One value of its results is no scale: it may be 0
   * by chance, where a forecast and what is added to it cancel out.
   *
   * @param results [samples, width]
   */
  default double magnitude(int sample, float[] results, int width) {
    return 1;
  }

  /** The refusal of a model whose rows depend on each other. */
  String dependence();

  /**
   * How far a result is from the one expected, by the scale of its sample and its own.
   *
   * @param expected [samples, width]
   * @param index of the result in {@code expected}
   * @return at least 0; infinite where something is not a finite number
   */
  default double difference(float result, float[] expected, int index, int width) {
    float wanted = expected[index];
    double scale = magnitude(index / width, expected, width) + Math.abs(wanted);
    double difference = Math.abs((double) result - wanted) / scale;
    return Double.isNaN(difference) || Double.isInfinite(scale)
        ? Double.POSITIVE_INFINITY
        : difference;
  }

  /**
   * Requires the first numbers of each row to be at least 0 and to add up to 1 within 1e-4.
   *
   * @param n how many numbers
   */
  static Optional<String> noDistribution(float[] results, int width, int n) {
    for (int row = 0; row < results.length; row += width) {
      double sum = 0;
      for (int i = row; i < row + n; i++) {
        sum += results[i] >= 0 ? results[i] : Double.NaN;
      }
      if (!(Math.abs(sum - 1) < 1e-4)) {
        return Optional.of(
            "output 'probabilities' must be at least 0 and add up to 1, got a sum of " + sum);
      }
    }
    return Optional.empty();
  }
}
