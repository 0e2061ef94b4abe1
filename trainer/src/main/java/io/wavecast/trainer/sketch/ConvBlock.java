package io.wavecast.trainer.sketch;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Grid;

/**
 * A convolution over pictures, batch norm, ReLU: of 3 x 3 cells with zeros around the picture, or
 * of 2 x 2 cells side by side, which halves it. Where the number of channels stays the same, a 3 x
 * 3 block adds to its input before the ReLU (He et al., CVPR 2016).
 *
 * @param filters output channels
 * @param halves true for 2 x 2 cells, which halve the picture
 */
record ConvBlock(int filters, boolean halves) {
  private static final double MOMENTUM = 0.98;
  private static final double EPSILON = 1e-3;

  static ConvBlock same(int filters) {
    return new ConvBlock(filters, false);
  }

  static ConvBlock half(int filters) {
    return new ConvBlock(filters, true);
  }

  <T> Grid<T> apply(Algebra<T> a, Grid<T> x) {
    Grid<T> normed = a.convolution(x, filters, halves, MOMENTUM, EPSILON);
    boolean adds = !halves && x.channels() == filters;
    return normed.with(a.relu(adds ? a.add(normed.value(), x.value()) : normed.value()));
  }
}
