package io.wavecast.onnx.run;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The batch sizes at which a session may run. A batch is padded to the next size, so that no other
 * size ever runs and each can be tried before the model serves. Up to eight every size is one, then
 * four an octave, so that less than a fifth of a run is padding:
 *
 * <pre>
 *   1 2 3 4 5 6 7 8   10 12 14 16   20 24 28 32   40 48 56 64   ...
 * </pre>
 */
final class BatchSizes {
  private final int[] sizes;

  private BatchSizes(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * @param max the largest size, a power of two that is at least 8
   */
  static BatchSizes upTo(int max) {
    IntStream.Builder sizes = IntStream.builder();
    for (int size = 1; size <= max; size += Math.max(1, Integer.highestOneBit(size) / 4)) {
      sizes.add(size);
    }
    return new BatchSizes(sizes.build().toArray());
  }

  /** This ladder without the sizes that differ, but always with the largest. */
  BatchSizes without(boolean[] differs) {
    return new BatchSizes(
        IntStream.range(0, sizes.length)
            .filter(i -> i == sizes.length - 1 || !differs[i])
            .map(i -> sizes[i])
            .toArray());
  }

  int count() {
    return sizes.length;
  }

  int size(int index) {
    return sizes[index];
  }

  int max() {
    return sizes[sizes.length - 1];
  }

  /** The index of the smallest size that holds {@code rows}, which is at most {@link #max()}. */
  int indexFor(int rows) {
    int at = Arrays.binarySearch(sizes, rows);
    return at >= 0 ? at : -at - 1;
  }

  int[] toArray() {
    return sizes.clone();
  }
}
