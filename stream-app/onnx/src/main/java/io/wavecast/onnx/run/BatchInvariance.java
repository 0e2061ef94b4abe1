package io.wavecast.onnx.run;

import io.wavecast.core.model.ModelException;
import io.wavecast.onnx.file.ModelFileException;

/**
 * Verifies that a row's result does not depend on its batch, to the last bit. Runs all samples in
 * the largest batch, again with every sample at other positions, and again in batches of every
 * smaller size:
 *
 * <pre>
 *   reference   a b c d e f g h
 *   shifted     b c d e f g h a   ...
 *   every size  a b c d | e f g h     a b | c d | e f | g h   ...
 * </pre>
 */
final class BatchInvariance {
  /** Beyond this, rows depend on each other: rounding alone gives about 1e-6. */
  private static final double LIMIT = 1e-3;

  private static final int[] SHIFTS = {1, 2, 7};

  private final BatchSizes sizes;
  private final Samples samples;
  private final Runs runs;
  private final int count;
  private float[] reference = {};
  private double worst;

  /** Runs samples. */
  @FunctionalInterface
  interface Runs {
    /**
     * Runs samples {@code from}, {@code from + 1}, ... in one batch; the first sample follows the
     * last.
     *
     * @param rows size of the batch
     * @return [rows, width]
     */
    float[] run(int from, int rows);
  }

  private BatchInvariance(BatchSizes sizes, Samples samples, Runs runs) {
    this.sizes = sizes;
    this.samples = samples;
    this.runs = runs;
    this.count = sizes.max();
  }

  /**
   * The batch sizes to run at: the largest at which positions do not matter, and the smaller ones
   * that give the same bits.
   *
   * @param source names the file in messages
   * @param samples as many as the largest batch holds
   * @throws ModelFileException when a result violates the contract, depends on other rows by more
   *     than 0.001 of its magnitude, or differs when it is computed again
   * @throws ModelException when the model cannot be run
   */
  static BatchSizes verify(String source, BatchSizes sizes, Samples samples, Runs runs) {
    BatchInvariance check = new BatchInvariance(sizes, samples, runs);
    int largest = sizes.count() - 1;
    boolean[] same = check.sameAs(largest);
    samples
        .problem(check.reference, check.reference.length / check.count)
        .ifPresent(
            problem -> {
              throw new ModelFileException(source, problem);
            });
    if (check.worst > LIMIT) {
      throw new ModelFileException(
          source,
          samples.dependence() + ", it changed by " + check.worst + " of the row's magnitude");
    }
    while (!same[largest]) {
      if (largest == 0) {
        throw new ModelFileException(source, "a row alone gives other results when it runs again");
      }
      same = check.sameAs(--largest);
    }
    return sizes.where(same);
  }

  /**
   * Compares the sizes up to one with that one.
   *
   * @return whether a size gives its bits; for the size itself, whether all positions do
   */
  private boolean[] sameAs(int index) {
    reference = reference(sizes.size(index));
    boolean[] same = new boolean[sizes.count()];
    same[index] = true;
    for (int shift : SHIFTS) {
      same[index] &= same(shift, sizes.size(index));
    }
    for (int i = 0; i < index; i++) {
      same[i] = same(0, sizes.size(i));
    }
    return same;
  }

  private float[] reference(int rows) {
    float[] all = {};
    for (int from = 0; from < count; from += rows) {
      float[] part = runs.run(from, rows);
      int width = part.length / rows;
      all = from == 0 ? new float[width * count] : all;
      System.arraycopy(part, 0, all, from * width, Math.min(rows, count - from) * width);
    }
    return all;
  }

  /** Whether all samples in batches of a size give the bits of the reference. */
  private boolean same(int shift, int rows) {
    boolean same = true;
    for (int from = shift; from < count + shift; from += rows) {
      float[] got = runs.run(from, rows);
      int width = got.length / rows;
      for (int i = 0; i < got.length; i++) {
        int sample = (from + i / width) % count;
        same &= same(got[i], sample * width + i % width, width);
      }
    }
    return same;
  }

  private boolean same(float result, int index, int width) {
    if (Float.floatToIntBits(result) == Float.floatToIntBits(reference[index])) {
      return true;
    }
    worst = Math.max(worst, samples.difference(result, reference, index, width));
    return false;
  }
}
