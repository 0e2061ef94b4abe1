package io.wavecast.onnx.run;

import java.util.Optional;

/** Sample rows on which a kind of model is verified. Immutable. */
interface Samples {
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

  /** The scale of a sample's differences, above 0. */
  default double magnitude(int sample) {
    return 1;
  }

  /** The refusal of a model whose rows depend on each other. */
  String dependence();

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
