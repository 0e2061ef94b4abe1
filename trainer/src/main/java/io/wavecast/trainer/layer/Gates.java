package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.Arrays;
import java.util.List;

/**
 * Rearranges weights for ONNX: the gates of recurrent layers, which are columns in ND4J and rows in
 * ONNX, and the filters of convolutions.
 */
final class Gates {
  private Gates() {}

  /**
   * Adds a recurrent operator that has only an input bias.
   *
   * @param op ONNX's operator
   * @param x its input, in any layout
   * @param steps how many of the newest steps to return
   * @param wx [in, gates * units]
   * @param wh [units, gates * units]
   * @param b [gates * units]
   * @param order which gate of ND4J comes first, second, ... in ONNX
   * @param attributes of the operator, beside the number of units
   */
  static OnnxValue recurrent(
      OnnxGraphBuilder graph,
      String op,
      OnnxValue x,
      int units,
      int steps,
      float[] wx,
      float[] wh,
      float[] b,
      int[] order,
      Object... attributes) {
    OnnxValue in = graph.as(x, Layout.TIME_BATCH);
    int rows = order.length * units;
    float[] biases = new float[2 * rows]; // input, then recurrent
    for (int g = 0; g < order.length; g++) {
      System.arraycopy(b, order[g] * units, biases, g * units, units);
    }
    List<String> inputs =
        List.of(
            in.name(),
            graph.floats("W", rows(wx, units, order), 1, rows, in.channels()),
            graph.floats("R", rows(wh, units, order), 1, rows, units),
            graph.floats("B", biases, 1, 2 * rows));
    Object[] all = Arrays.copyOf(new Object[] {"hidden_size", units}, 2 + attributes.length);
    System.arraycopy(attributes, 0, all, 2, attributes.length);
    return graph.recurrent(op, inputs, in.steps(), units, steps, all);
  }

  /** The columns [in, gates * units] as rows [gates * units, in], in the order of ONNX. */
  private static float[] rows(float[] w, int units, int... order) {
    int columns = order.length * units;
    int in = w.length / columns;
    float[] out = new float[w.length];
    for (int g = 0; g < order.length; g++) {
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < in; i++) {
          out[(g * units + u) * in + i] = w[i * columns + order[g] * units + u];
        }
      }
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
