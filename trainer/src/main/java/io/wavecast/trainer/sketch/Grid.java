package io.wavecast.trainer.sketch;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A batch of pictures in the graph that is trained: [height, width, batch, channels], so that rows
 * of a picture are contiguous for the batch, and a shift of the picture is a slice in one piece.
 *
 * @param side height and width
 */
record Grid(SDVariable value, int side, int channels) {

  /** From [batch, channels, height, width]. */
  static Grid of(SDVariable image, int side, int channels) {
    return new Grid(image.permute(2, 3, 0, 1), side, channels);
  }

  /** All cells below one another: [height * width * batch, channels]. */
  SDVariable rows() {
    return value.reshape(-1, channels);
  }

  /** [batch, height * width * channels], channels last. */
  SDVariable flat() {
    return value.permute(2, 0, 1, 3).reshape(-1, (long) side * side * channels);
  }

  static Grid ofRows(SDVariable rows, int side, int channels) {
    return new Grid(rows.reshape(side, side, -1, channels), side, channels);
  }

  /**
   * For each cell the channels of its 3 x 3 neighbourhood, row by row: [cells * batch, 9 channels].
   * One column of zeros behind each row serves both edges, so that every neighbour is a step of the
   * flattened grid away.
   */
  SDVariable neighbourhoods(org.nd4j.autodiff.samediff.SameDiff graph) {
    int wide = side + 1;
    int cells = side * wide;
    SDVariable column =
        value.get(SDIndex.all(), SDIndex.interval(0, 1), SDIndex.all(), SDIndex.all()).mul(0);
    SDVariable flat = graph.concat(1, value, column).reshape(cells, -1, channels);
    SDVariable margin =
        flat.get(SDIndex.interval(0, wide + 1), SDIndex.all(), SDIndex.all()).mul(0);
    SDVariable padded = graph.concat(0, margin, flat, margin);
    SDVariable[] taps = new SDVariable[9];
    for (int i = 0; i < 9; i++) {
      int from = (i / 3) * wide + i % 3;
      taps[i] = padded.get(SDIndex.interval(from, from + cells), SDIndex.all(), SDIndex.all());
    }
    SDVariable all = graph.concat(2, taps).reshape(side, wide, -1, 9L * channels);
    return all.get(SDIndex.all(), SDIndex.interval(0, side), SDIndex.all(), SDIndex.all())
        .reshape(-1, 9L * channels);
  }

  /** For each block of 2 x 2 cells their channels, row by row: [cells / 4 * batch, 4 channels]. */
  SDVariable blocks() {
    int half = side / 2;
    // height, in, width, in, batch * channels: the batch must stay outside of a block's values
    return value
        .reshape(half, 2, half, 2, -1, channels)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(-1, 4L * channels);
  }
}
