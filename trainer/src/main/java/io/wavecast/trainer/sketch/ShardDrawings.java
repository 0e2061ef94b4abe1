package io.wavecast.trainer.sketch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Drawings of TFRecord files that stay on the disk and are read when they are asked for. In memory
 * are 8 bytes a drawing, so that the 3.45 million drawings of the notebook need 28 MB. A file that
 * can no longer be read is an {@link UncheckedIOException}.
 */
final class ShardDrawings extends AbstractList<LabelledDrawing> implements RandomAccess {
  /** Bits of a place that hold the offset in the file; those above number the file. */
  private static final int OFFSET_BITS = 44;

  private final List<Path> files = new ArrayList<>();
  private final String split;
  private long[] places = new long[1024];
  private int size;

  ShardDrawings(String split) {
    this.split = split;
  }

  /** The part of the data that they belong to. */
  String split() {
    return split;
  }

  /** Adds the record at an offset of a file. */
  void add(Path file, long offset) {
    if (files.isEmpty() || !files.get(files.size() - 1).equals(file)) {
      files.add(file);
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = (files.size() - 1L) << OFFSET_BITS | offset;
  }

  @Override
  public LabelledDrawing get(int index) {
    long place = places[Objects.checkIndex(index, size)];
    Path file = files.get((int) (place >>> OFFSET_BITS));
    try {
      return TfRecords.at(file, place & (1L << OFFSET_BITS) - 1, split);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int size() {
    return size;
  }
}
