package io.wavecast.trainer.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each operation gives the same values in both graphs, and the values that it promises. */
class AlgebraTest {
  /** [2, 3] */
  private static final float[] A = {-1.5f, 0.25f, 2, 0.75f, -0.5f, 3};

  /** [2, 3] */
  private static final float[] B = {2, -4, 0.5f, 1, 8, -0.25f};

  static Stream<Arguments> operations() {
    return Stream.of(
        row("add", 0.5, -3.75, 2.5, 1.75, 7.5, 2.75),
        row("sub", -3.5, 4.25, 1.5, -0.25, -8.5, 3.25),
        row("mul", -3, -1, 1, 0.75, -4, -0.75),
        row("div", -0.75, -0.0625, 4, 0.75, -0.0625, -12),
        row("plus", -1, 0.75, 2.5, 1.25, 0, 3.5),
        row("times", 3, -0.5, -4, -1.5, 1, -6),
        row("relu", 0, 0.25, 2, 0.75, 0, 3),
        row("clip", 0, 0.25, 1, 0.75, 0, 1),
        row("abs", 1.5, 0.25, 2, 0.75, 0.5, 3),
        row("sqrt", 1.5, 0.25, 2, 0.75, 0.5, 3),
        row("floor", -2, 0, 2, 0, -1, 3),
        row("unsigned", -1.5, 0.25, 2, 0.75, 0.5, 3),
        row("column", 0.25, -0.5),
        row("affine", 0, 4.5, 0.75, -2),
        row("matmul", -1, 4.5, -0.25, -2),
        row("reshape and broadcast", -1.5, 8.5, 0.25, 10.25, 2, 12, 0.75, 10.75, -0.5, 9.5, 3, 13),
        row("slice", 0.25, 2, -0.5, 3),
        row("concat", 2, 2, 1, 3),
        row("max", 2, 3),
        row("sum keeps its axis", 0, 1.75, 3.5, -8, -9.25, -5.75));
  }

  private static Arguments row(String operation, double... expected) {
    float[] values = new float[expected.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) expected[i];
    }
    return Arguments.of(operation, values);
  }

  /** The operation of that name on tensors [batch, 3], in either algebra. */
  private static <T> T apply(String operation, Algebra<T> g, T a, T b) {
    return switch (operation) {
      case "add" -> g.add(a, b);
      case "sub" -> g.sub(a, b);
      case "mul" -> g.mul(a, b);
      case "div" -> g.div(a, b);
      case "plus" -> g.plus(a, 0.5);
      case "times" -> g.times(a, -2);
      case "relu" -> g.relu(a);
      case "clip" -> g.clip(a);
      case "abs" -> g.abs(a);
      case "sqrt" -> g.sqrt(g.mul(a, a));
      case "floor" -> g.floor(a);
      case "unsigned" -> g.unsigned(a, g.constant("s", new float[] {1, -1, -1}, 3));
      case "column" -> g.column(a, 1);
      case "affine" ->
          g.affine(
              a,
              g.constant("m", new float[] {1, 0, 2, 10, 0, 1}, 3, 2),
              g.constant("c", new float[] {1, 0}, 1, 2));
      case "matmul" -> g.matmul(a, g.constant("m", new float[] {1, 0, 2, 10, 0, 1}, 3, 2));
      case "reshape and broadcast" ->
          g.add(g.reshape(a, -1, 3, 1), g.constant("c", new float[] {0, 10}, 1, 1, 2));
      case "slice" -> g.slice(a, 2, 1, 1, 3);
      case "concat" -> g.concat(1, List.of(g.slice(b, 2, 1, 0, 1), g.slice(a, 2, 1, 2, 3)));
      case "max" -> g.max(a, 1);
      case "sum keeps its axis" -> g.sub(a, g.sum(b, 1));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void both_graphs_give_the_expected_values(String operation, float[] expected)
      throws OrtException {
    float[] trained = sameDiff(operation);
    float[] served = onnx(operation, expected.length / 2);

    assertThat(trained).as("SameDiff").containsExactly(expected, within(1e-6f));
    assertThat(served).as("ONNX").containsExactly(expected, within(1e-6f));
  }

  private static float[] sameDiff(String operation) {
    SameDiff graph = SameDiff.create();
    Scope scope = new Scope(graph, "", new Init(1), DataType.FLOAT, new Params(), false);
    SDVariable a = scope.placeHolder("a", -1, 3);
    SDVariable b = scope.placeHolder("b", -1, 3);
    SDVariable result = apply(operation, new SameDiffAlgebra(scope), a, b);
    Map<String, INDArray> in =
        Map.of(
            "a", Nd4j.createFromArray(A).reshape(2, 3), "b", Nd4j.createFromArray(B).reshape(2, 3));
    return graph.output(in, result.name()).get(result.name()).dup('c').data().asFloat();
  }

  private static float[] onnx(String operation, int width) throws OrtException {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    graph.input("a", 3);
    graph.input("b", 3);
    OnnxAlgebra algebra = new OnnxAlgebra(graph);
    String result = apply(operation, algebra, "a", "b");
    graph.output(algebra.reshape(result, 0, -1), "out", width);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {2, 3};
    try (OrtSession session = environment.createSession(graph.bytes("test", "1", Map.of()));
        OnnxTensor a = OnnxTensor.createTensor(environment, FloatBuffer.wrap(A), shape);
        OnnxTensor b = OnnxTensor.createTensor(environment, FloatBuffer.wrap(B), shape);
        OrtSession.Result out = session.run(inputs(session, a, b))) {
      float[] values = new float[2 * width];
      ((OnnxTensor) out.get(0)).getFloatBuffer().get(values);
      return values;
    }
  }

  /** An input that no node uses is absent from the session. */
  private static Map<String, OnnxTensor> inputs(OrtSession session, OnnxTensor a, OnnxTensor b) {
    Map<String, OnnxTensor> all = new LinkedHashMap<>(Map.of("a", a, "b", b));
    all.keySet().retainAll(session.getInputNames());
    return all;
  }
}
