package io.wavecast.onnx.run;

import java.util.Optional;

/** Sample rows on which a kind of model is verified; the same ones on each call. */
interface Samples {

  /** Number of samples: rows of the largest batch. */
  int count();

  /**
   * Runs samples {@code from}, {@code from + 1}, ... in one batch; the first sample follows the
   * last.
   *
   * @param rows size of the batch
   * @return [rows, width]
   */
  float[] run(int from, int rows);

  /**
   * Checks the results of all samples.
   *
   * @param results [count, width]
   * @return one line that says what violates the contract
   */
  Optional<String> problem(float[] results);

  /** The scale on which a sample's differences count, above 0. */
  default double magnitude(int sample) {
    return 1;
  }

  /** The refusal of a model whose rows depend on each other, without the size of the difference. */
  String dependence();

  /** Requires each of several numbers to be at least 0, and their sum to be 1 within 1e-4. */
  static Optional<String> noProbabilities(float[] values, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += values[i] >= 0 ? values[i] : Double.NaN;
    }
    return Math.abs(sum - 1) < 1e-4
        ? Optional.empty()
        : Optional.of(
            "output 'probabilities' must be at least 0 and add up to 1, got a sum of " + sum);
  }
}
