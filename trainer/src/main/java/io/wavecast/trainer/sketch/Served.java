package io.wavecast.trainer.sketch;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.List;

/** The operations in a graph to be served; a tensor is its name. */
record Served(OnnxGraphBuilder graph) implements Algebra<String> {
  @Override
  public String add(String a, String b) {
    return graph.node("Add", List.of(a, b));
  }

  @Override
  public String sub(String a, String b) {
    return graph.node("Sub", List.of(a, b));
  }

  @Override
  public String mul(String a, String b) {
    return graph.node("Mul", List.of(a, b));
  }

  @Override
  public String div(String a, String b) {
    return graph.node("Div", List.of(a, b));
  }

  @Override
  public String plus(String a, double b) {
    return add(a, scalar(b));
  }

  @Override
  public String times(String a, double b) {
    return mul(a, scalar(b));
  }

  private String scalar(double value) {
    return graph.floats("scalar", new float[] {(float) value}, 1);
  }

  @Override
  public String relu(String a) {
    return graph.node("Relu", List.of(a));
  }

  @Override
  public String clip(String a) {
    return graph.node(
        "Clip",
        List.of(a, graph.floats("least", new float[] {0}), graph.floats("most", new float[] {1})));
  }

  @Override
  public String abs(String a) {
    return graph.node("Abs", List.of(a));
  }

  @Override
  public String sqrt(String a) {
    return graph.node("Sqrt", List.of(a));
  }

  @Override
  public String floor(String a) {
    return graph.node("Floor", List.of(a));
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
    return graph.node(
        "Slice",
        List.of(a, graph.longs("from", from), graph.longs("to", to), graph.longs("axis", axis)));
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
}
