package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/** A layer whose hidden state goes from step to step, zero before the first one. */
sealed interface Recurrent extends Layer permits Gru, KerasGru, Lstm, NormRnn, SimpleRnn {

  /** Values of the hidden state. */
  int units();

  /** The hidden states of all steps, [steps, batch, units]. */
  SDVariable hidden(Scope scope, Seq x);

  @Override
  default int reach(int steps) {
    return WHOLE;
  }

  @Override
  default Seq define(Scope scope, Seq x, int steps) {
    return new Seq(hidden(scope, x), x.steps(), units()).newest(steps);
  }

  /**
   * Runs a cell step by step, as the notebook's own RNN class: {@code h = cell(x W + h U + b)}.
   *
   * @param w [in, units]
   * @param u [units, units]
   * @param b [1, units]
   * @param cell the next hidden state from x W + h U + b, both [batch, units]
   */
  static SDVariable loop(
      Scope scope,
      Seq x,
      SDVariable w,
      SDVariable u,
      SDVariable b,
      int units,
      UnaryOperator<SDVariable> cell) {
    Seq fromX = x.withRows(x.rows().mmul(w).add(b), units);
    // a copy: the array that unstack gives out is the op's own
    SDVariable[] h = scope.graph().unstack(fromX.value(), 0, x.steps()).clone();
    h[0] = cell.apply(h[0]);
    for (int t = 1; t < h.length; t++) {
      h[t] = cell.apply(h[t].add(h[t - 1].mmul(u)));
    }
    return scope.graph().stack(0, h);
  }

  /**
   * Adds a recurrent operator of ONNX. Gates are columns in ND4J and rows in ONNX.
   *
   * @param op ONNX's operator
   * @param steps how many of the newest steps to return
   * @param w [in, gates * units]
   * @param u [units, gates * units]
   * @param b [gates * units]; or [2 * gates * units], where a recurrent bias follows
   * @param order which gate of ND4J comes first, second, ... in ONNX
   * @param attributes of the operator, beside the number of units
   */
  default OnnxValue operator(
      OnnxGraphBuilder graph,
      String op,
      OnnxValue x,
      int steps,
      float[] w,
      float[] u,
      float[] b,
      int[] order,
      Object... attributes) {
    OnnxValue in = graph.as(x, Layout.TIME_BATCH);
    int rows = order.length * units();
    float[] biases = new float[2 * rows]; // input, then recurrent
    for (int from = 0; from < b.length; from += rows) {
      float[] bias = rows(Arrays.copyOfRange(b, from, from + rows), order);
      System.arraycopy(bias, 0, biases, from, rows);
    }
    List<String> inputs =
        List.of(
            in.name(),
            graph.floats("W", rows(w, order), 1, rows, in.channels()),
            graph.floats("R", rows(u, order), 1, rows, units()),
            graph.floats("B", biases, 1, 2 * rows));
    return graph.recurrent(op, inputs, in.steps(), units(), steps, attributes);
  }

  /**
   * Adds ONNX's GRU, reset gate after the recurrent product, with the weights {@code wx} [in, 3
   * units] and {@code wh} [units, 3 units], gates r, u, c.
   *
   * @param steps how many of the newest steps to return
   * @param b [3 units]; or [6 units], where a recurrent bias follows
   */
  default OnnxValue gru(
      OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps, float[] b) {
    int[] updateFirst = {1, 0, 2}; // in ONNX z (update), r, h
    return operator(
        graph,
        "GRU",
        x,
        steps,
        weights.get("wx"),
        weights.get("wh"),
        b,
        updateFirst,
        "linear_before_reset",
        1);
  }

  /** The columns [n, gates * units] as rows [gates * units, n], in the order of ONNX. */
  private float[] rows(float[] columns, int... order) {
    int width = order.length * units();
    int n = columns.length / width;
    float[] rows = new float[columns.length];
    for (int row = 0; row < width; row++) {
      for (int i = 0; i < n; i++) {
        int column = order[row / units()] * units() + row % units();
        rows[row * n + i] = columns[i * width + column];
      }
    }
    return rows;
  }
}
