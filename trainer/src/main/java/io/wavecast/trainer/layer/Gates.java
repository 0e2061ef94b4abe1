package io.wavecast.trainer.layer;

/**
 * Rearranges weights for ONNX: gates of recurrent layers, which ND4J keeps as columns and ONNX as
 * rows, and filters of convolutions.
 */
final class Gates {
  private Gates() {}

  /**
   * Picks blocks of columns in a new order and turns them into rows.
   *
   * @param w [rows, k * units], one block of {@code units} columns a gate
   * @param from first row to take
   * @param to row after the last one to take
   * @param order the block that comes first, second, ...
   * @return [order * units, to - from]
   */
  static float[] rows(float[] w, int units, int from, int to, int... order) {
    int columns = order.length * units;
    int in = to - from;
    float[] out = new float[columns * in];
    for (int g = 0; g < order.length; g++) {
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < in; i++) {
          out[(g * units + u) * in + i] = w[(from + i) * columns + order[g] * units + u];
        }
      }
    }
    return out;
  }

  /** ONNX's bias pair [input bias, recurrent bias] of a layer that has the first one only. */
  static float[] bias(float[] b, int units, int... order) {
    float[] out = new float[2 * order.length * units];
    for (int g = 0; g < order.length; g++) {
      System.arraycopy(b, order[g] * units, out, g * units, units);
    }
    return out;
  }

  /** A convolution's [kernel, in, filters] in ONNX's order [filters, in, kernel]. */
  static float[] filterFirst(float[] w, int kernel, int in, int filters) {
    float[] turned = new float[w.length];
    for (int k = 0; k < kernel; k++) {
      for (int i = 0; i < in; i++) {
        for (int f = 0; f < filters; f++) {
          turned[(f * in + i) * kernel + k] = w[(k * in + i) * filters + f];
        }
      }
    }
    return turned;
  }
}
