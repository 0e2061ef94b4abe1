package io.wavecast.onnx.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batch sizes at which a session may run. A batch is padded to the next size, so every size
 * that runs has been verified when the model was opened. All sizes up to eight, then four per
 * octave, so that less than a fifth of a run is padding:
 *
 * <pre>
 *   1 2 3 4 5 6 7 8   10 12 14 16   20 24 28 32   40 48 56 64   ...
 * </pre>
 */
final class BatchSizes {
  private final int[] sizes;

  private BatchSizes(IntStream sizes) {
    this.sizes = sizes.toArray();
  }

  /**
   * All sizes up to a largest one.
   *
   * @param max the largest size, a power of two that is at least 8
   */
  static BatchSizes upTo(int max) {
    return new BatchSizes(
        IntStream.iterate(1, s -> s <= max, s -> s + Math.max(1, Integer.highestOneBit(s) / 4)));
  }

  /**
   * Some of these sizes.
   *
   * @param kept by index; at least one is true
   */
  BatchSizes where(boolean[] kept) {
    return new BatchSizes(IntStream.range(0, sizes.length).filter(i -> kept[i]).map(this::size));
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

  List<Integer> toList() {
    return IntStream.of(sizes).boxed().toList();
  }
}
