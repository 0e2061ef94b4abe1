package io.wavecast.trainer.net;

/**
 * What a placeholder is given: floats, row by row, in a shape. Shared, not copied.
 *
 * @param data one per element of the shape
 * @param shape the sizes of the axes
 */
public record Values(float[] data, long... shape) {
  public Values {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    if (count != data.length) {
      throw new IllegalArgumentException(
          "a shape of %d values was given %d".formatted(count, data.length));
    }
  }
}
