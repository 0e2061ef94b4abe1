package io.wavecast.trainer.foreign;

import ai.onnxruntime.OnnxJavaType;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a foreign network, and what puts it under the contract, into a graph. */
record AdapterGraph(
    OnnxGraphBuilder graph, Adapter adapter, int context, int horizon, boolean levelsFirst) {
  static final float LEAST = 1e-6f;

  private static final int W = WindowSet.WINDOW;
  private static final int H = WindowSet.HORIZON;
  private static final int BOOL = 9;
  private static final int INT64 = 7;

  /**
   * Adds all of it.
   *
   * @param window [batch, 50, 1]
   * @param session says how the network declares its inputs
   * @return [batch, 10 levels], in raw units
   */
  String values(ForeignGraph network, String window, ForeignSession session) {
    OnnxAlgebra a = new OnnxAlgebra(graph);
    String rows = graph.reshape(window, 0, W);
    float[] shares = new float[W];
    Arrays.fill(shares, 1f / W);
    String share = graph.floats("share", shares, W, 1);
    String mean = "";
    String spread = "";
    if (adapter.standardize()) {
      mean = a.matmul(rows, share);
      String away = a.sub(rows, mean);
      String size = a.matmul(a.abs(rows), share);
      String deviation = graph.node("Sqrt", List.of(a.matmul(a.mul(away, away), share)));
      spread = a.plus(a.add(deviation, a.times(size, LEAST)), LEAST);
      rows = a.div(away, spread);
    }
    Map<String, String> inputs = new HashMap<>();
    inputs.put(adapter.input(), shaped(session, adapter.input(), seen(a, rows, share)));
    if (!adapter.mask().isEmpty()) {
      inputs.put(adapter.mask(), mask(a, session, rows));
    }
    String values = firstTen(a, network.embed(graph, inputs, adapter.output()));
    return adapter.standardize() ? a.add(a.mul(values, spread), mean) : values;
  }

  /** [batch, context]. */
  private String seen(OnnxAlgebra a, String rows, String share) {
    if (context <= W) {
      return context == W ? rows : a.slice(rows, 1, W - context, W);
    }
    String ones = graph.floats("ones", filled(context - W, 1), 1, context - W);
    String oldest = a.slice(rows, 1, 0, 1);
    String before =
        switch (adapter.pad()) {
          case EDGE -> a.mul(oldest, ones);
          case MEAN -> a.mul(a.matmul(rows, share), ones);
          case NAN -> a.add(zeros(a, oldest, context - W), a.scalar(Double.NaN));
        };
    return a.concat(1, List.of(before, rows));
  }

  /** [batch, n], from a column of the batch. */
  private String zeros(OnnxAlgebra a, String column, int n) {
    return a.mul(column, graph.floats("zeros", filled(n, 0), 1, n));
  }

  private String mask(OnnxAlgebra a, ForeignSession session, String rows) {
    String column = a.slice(rows, 1, 0, 1);
    float[] row = filled(context, 1);
    Arrays.fill(row, 0, Math.max(0, context - W), 0);
    String mask = a.add(zeros(a, column, context), graph.floats("mask", row, 1, context));
    OnnxJavaType type = session.type(adapter.mask());
    if (type != OnnxJavaType.FLOAT) {
      mask = graph.node("Cast", List.of(mask), "to", type == OnnxJavaType.BOOL ? BOOL : INT64);
    }
    return shaped(session, adapter.mask(), mask);
  }

  /** Rows [batch, context] in the shape that an input declares. */
  private String shaped(ForeignSession session, String input, String rows) {
    long[] declared = session.shape(input);
    if (declared.length == 2) {
      return rows;
    }
    return declared[1] == 1
        ? graph.reshape(rows, 0, 1, context)
        : graph.reshape(rows, 0, context, 1);
  }

  /** From the network's output to [batch, 10 levels]. */
  private String firstTen(OnnxAlgebra a, String output) {
    if (adapter.isPoints()) {
      return a.slice(graph.reshape(output, 0, horizon), 1, 0, H);
    }
    int levels = adapter.levels().size();
    String byLead =
        levelsFirst
            ? graph.node("Transpose", List.of(output), "perm", new long[] {0, 2, 1})
            : output;
    String ten = a.slice(byLead, 1, 0, H);
    int served = adapter.served().size();
    String all =
        served == levels
            ? ten
            : a.matmul(ten, graph.floats("levels", adapter.extension(), levels, served));
    return graph.reshape(all, 0, (long) H * served);
  }

  private static float[] filled(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }
}
