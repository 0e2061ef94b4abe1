package io.wavecast.trainer.algebra;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.List;
import java.util.Locale;

/** Operations of a graph that is served; a tensor is its name. */
public record OnnxAlgebra(OnnxGraphBuilder graph) implements Algebra<String> {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  @Override
  public String apply(Binary op, String a, String b) {
    return graph.node(name(op), List.of(a, b));
  }

  @Override
  public String apply(Unary op, String a) {
    return graph.node(name(op), List.of(a));
  }

  /** ONNX's spelling, e.g. {@code Add}. */
  private static String name(Enum<?> op) {
    return op.name().charAt(0) + op.name().substring(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String plus(String a, double b) {
    return add(a, scalar(b));
  }

  @Override
  public String times(String a, double b) {
    return mul(a, scalar(b));
  }

  /** The mean of tensors of one shape. */
  public String mean(List<String> tensors) {
    String sum = tensors.stream().reduce(this::add).orElseThrow();
    return tensors.size() == 1 ? sum : times(sum, 1.0 / tensors.size());
  }

  /** A constant [1]. */
  public String scalar(double value) {
    return graph.floats("scalar", new float[] {(float) value}, 1);
  }

  /** The logistic function of each element. */
  public String sigmoid(String a) {
    return graph.node("Sigmoid", List.of(a));
  }

  /** The hyperbolic tangent of each element. */
  public String tanh(String a) {
    return graph.node("Tanh", List.of(a));
  }

  /** Along the last axis. */
  public String softmax(String a) {
    return graph.node("Softmax", List.of(a), "axis", -1);
  }

  @Override
  public String clip(String a) {
    return graph.node(
        "Clip",
        List.of(a, graph.floats("least", new float[] {0}), graph.floats("most", new float[] {1})));
  }

  /** a / n, rounded down; exact for integers of at least 0 when n is a power of 2. */
  public String floorDiv(String a, int n) {
    return floor(times(a, 1.0 / n));
  }

  /** a modulo n, under the same conditions. */
  public String mod(String a, int n) {
    return sub(a, times(floorDiv(a, n), n));
  }

  /** 1 - a. */
  public String not(String a) {
    return sub(scalar(1), a);
  }

  /** a where the mask is 1, b where it is 0. */
  public String select(String mask, String a, String b) {
    return add(mul(mask, a), mul(not(mask), b));
  }

  /** 1 where a is above the limit, else 0. */
  public String above(String a, double limit) {
    String isAbove = graph.node("Greater", List.of(a, scalar(limit)));
    return graph.node("Cast", List.of(isAbove), "to", FLOAT);
  }

  @Override
  public String matmul(String a, String b) {
    return graph.node("MatMul", List.of(a, b));
  }

  @Override
  public String reshape(String a, long... shape) {
    return graph.reshape(a, shape);
  }

  @Override
  public String slice(String a, int rank, int axis, int from, int to) {
    return slice(a, axis, from, to);
  }

  /** The indices from..to-1 of an axis. */
  public String slice(String a, int axis, int from, int to) {
    return graph.node(
        "Slice",
        List.of(a, graph.longs("from", from), graph.longs("to", to), graph.longs("axis", axis)));
  }

  /** The given columns of the last axis. */
  public String columns(String a, String indices) {
    return graph.node("Gather", List.of(a, indices), "axis", -1);
  }

  /** The rows of a table at indices that are floats. One axis more: the table's columns. */
  public String rows(String table, String indices) {
    String integers = graph.node("Cast", List.of(indices), "to", INT64);
    return graph.node("Gather", List.of(table, integers), "axis", 0);
  }

  /** The numbers of the rows at which a mask [rows, 1] is not 0. */
  public String rowsAt(String mask) {
    return graph.reshape(graph.node("NonZero", List.of(graph.reshape(mask, -1))), -1);
  }

  /** The rows of those numbers. */
  public String rowsOf(String a, String numbers) {
    return graph.node("Gather", List.of(a, numbers), "axis", 0);
  }

  /** a with other rows at those numbers. */
  public String withRows(String a, String numbers, String rows) {
    return graph.node("ScatterND", List.of(a, graph.reshape(numbers, -1, 1), rows));
  }

  @Override
  public String concat(int axis, List<String> parts) {
    return graph.node("Concat", parts, "axis", axis);
  }

  @Override
  public String max(String a, int axis) {
    return graph.node("ReduceMax", List.of(a), "axes", new long[] {axis}, "keepdims", 1);
  }

  @Override
  public String sum(String a, int axis) {
    return graph.node("ReduceSum", List.of(a, graph.longs("axis", axis)), "keepdims", 1);
  }

  @Override
  public String constant(String name, float[] values, int... shape) {
    return graph.floats(name, values, shape);
  }

  /** A table whose row i is 1 in the column (i + shift) % columns, else 0. */
  public String oneHot(int rows, int columns, int shift) {
    float[] table = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      table[i * columns + (i + shift) % columns] = 1;
    }
    return graph.floats("hot", table, rows, columns);
  }
}
