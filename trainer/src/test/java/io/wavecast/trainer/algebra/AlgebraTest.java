package io.wavecast.trainer.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Init;
import io.wavecast.trainer.layer.Params;
import io.wavecast.trainer.layer.Scope;
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

  /** An operation on tensors [batch, 3], in either algebra. */
  private interface Operation {
    <T> T of(Algebra<T> algebra, T a, T b);
  }

  static Stream<Arguments> operations() {
    Map<String, Operation> all = new LinkedHashMap<>();
    Map<String, float[]> expected = new LinkedHashMap<>();
    all.put(
        "add",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.add(a, b);
          }
        });
    expected.put("add", new float[] {0.5f, -3.75f, 2.5f, 1.75f, 7.5f, 2.75f});
    all.put(
        "sub",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.sub(a, b);
          }
        });
    expected.put("sub", new float[] {-3.5f, 4.25f, 1.5f, -0.25f, -8.5f, 3.25f});
    all.put(
        "mul",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.mul(a, b);
          }
        });
    expected.put("mul", new float[] {-3, -1, 1, 0.75f, -4, -0.75f});
    all.put(
        "div",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.div(a, b);
          }
        });
    expected.put("div", new float[] {-0.75f, -0.0625f, 4, 0.75f, -0.0625f, -12});
    all.put(
        "plus",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.plus(a, 0.5);
          }
        });
    expected.put("plus", new float[] {-1, 0.75f, 2.5f, 1.25f, 0, 3.5f});
    all.put(
        "times",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.times(a, -2);
          }
        });
    expected.put("times", new float[] {3, -0.5f, -4, -1.5f, 1, -6});
    all.put(
        "relu",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.relu(a);
          }
        });
    expected.put("relu", new float[] {0, 0.25f, 2, 0.75f, 0, 3});
    all.put(
        "clip",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.clip(a);
          }
        });
    expected.put("clip", new float[] {0, 0.25f, 1, 0.75f, 0, 1});
    all.put(
        "abs",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.abs(a);
          }
        });
    expected.put("abs", new float[] {1.5f, 0.25f, 2, 0.75f, 0.5f, 3});
    all.put(
        "sqrt",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.sqrt(g.mul(a, a));
          }
        });
    expected.put("sqrt", new float[] {1.5f, 0.25f, 2, 0.75f, 0.5f, 3});
    all.put(
        "floor",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.floor(a);
          }
        });
    expected.put("floor", new float[] {-2, 0, 2, 0, -1, 3});
    all.put(
        "matmul",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.matmul(a, g.constant("m", new float[] {1, 0, 2, 10, 0, 1}, 3, 2));
          }
        });
    expected.put("matmul", new float[] {-1, 4.5f, -0.25f, -2});
    all.put(
        "reshape and broadcast",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.add(g.reshape(a, -1, 3, 1), g.constant("c", new float[] {0, 10}, 1, 1, 2));
          }
        });
    expected.put(
        "reshape and broadcast",
        new float[] {-1.5f, 8.5f, 0.25f, 10.25f, 2, 12, 0.75f, 10.75f, -0.5f, 9.5f, 3, 13});
    all.put(
        "slice",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.slice(a, 2, 1, 1, 3);
          }
        });
    expected.put("slice", new float[] {0.25f, 2, -0.5f, 3});
    all.put(
        "concat",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.concat(1, List.of(g.slice(b, 2, 1, 0, 1), g.slice(a, 2, 1, 2, 3)));
          }
        });
    expected.put("concat", new float[] {2, 2, 1, 3});
    all.put(
        "max",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.max(a, 1);
          }
        });
    expected.put("max", new float[] {2, 3});
    all.put(
        "sum keeps its axis",
        new Operation() {
          @Override
          public <T> T of(Algebra<T> g, T a, T b) {
            return g.sub(a, g.sum(b, 1));
          }
        });
    expected.put("sum keeps its axis", new float[] {0, 1.75f, 3.5f, -8, -9.25f, -5.75f});
    return all.keySet().stream().map(k -> Arguments.of(k, all.get(k), expected.get(k)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void both_graphs_give_the_expected_values(String name, Operation operation, float[] expected)
      throws OrtException {
    float[] trained = sameDiff(operation);
    float[] served = onnx(operation, expected.length / 2);

    assertThat(trained).as("SameDiff").containsExactly(expected, within(1e-6f));
    assertThat(served).as("ONNX").containsExactly(expected, within(1e-6f));
  }

  private static float[] sameDiff(Operation operation) {
    SameDiff graph = SameDiff.create();
    Scope scope = new Scope(graph, "", new Init(1), DataType.FLOAT, new Params(), false);
    SDVariable a = scope.placeHolder("a", -1, 3);
    SDVariable b = scope.placeHolder("b", -1, 3);
    SDVariable result = operation.of(new SameDiffAlgebra(scope), a, b);
    Map<String, INDArray> in =
        Map.of(
            "a", Nd4j.createFromArray(A).reshape(2, 3), "b", Nd4j.createFromArray(B).reshape(2, 3));
    return graph.output(in, result.name()).get(result.name()).dup('c').data().asFloat();
  }

  private static float[] onnx(Operation operation, int width) throws OrtException {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    graph.input("a", 3);
    graph.input("b", 3);
    OnnxAlgebra algebra = new OnnxAlgebra(graph);
    String result = operation.of(algebra, "a", "b");
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
