package io.wavecast.trainer.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The operations that exist in served graphs only. */
class OnnxAlgebraTest {
  @Test
  void activations() throws OrtException {
    assertRow((g, x) -> g.sigmoid(x), row(0, (float) Math.log(3)), 0.5f, 0.75f);
    assertRow((g, x) -> g.tanh(x), row(0, 1), 0, (float) Math.tanh(1));
    assertRow((g, x) -> g.softmax(x), row(0, (float) Math.log(3)), 0.25f, 0.75f);
  }

  @Test
  void integer_division_and_remainder_of_a_power_of_two() throws OrtException {
    assertRow((g, x) -> g.floorDiv(x, 4), row(0, 3, 4, 63), 0, 0, 1, 15);
    assertRow((g, x) -> g.mod(x, 4), row(0, 3, 4, 63), 0, 3, 0, 3);
  }

  @Test
  void masks() throws OrtException {
    assertRow((g, x) -> g.not(x), row(0, 1), 1, 0);
    assertRow((g, x) -> g.above(x, 1.5), row(1, 1.5f, 2), 0, 0, 1);
    assertRow((g, x) -> g.select(x, g.scalar(7), g.scalar(-7)), row(1, 0), 7, -7);
  }

  @Test
  void rows_of_a_table_by_float_indices() throws OrtException {
    float[] table = {1, 2, 3, 4, 5, 6};

    assertRow(
        (g, x) -> g.reshape(g.rows(g.constant("t", table, 3, 2), x), 0, -1), row(2, 0), 5, 6, 1, 2);
  }

  @Test
  void columns_in_the_given_order() throws OrtException {
    assertRow((g, x) -> g.columns(x, g.graph().longs("c", 2, 0)), row(7, 8, 9), 9, 7);
  }

  @Test
  void a_one_hot_table_is_shifted_around_its_end() throws OrtException {
    assertRow(
        (g, x) -> g.reshape(g.rows(g.oneHot(2, 3, 2), x), 0, -1), row(0, 1), 0, 0, 1, 1, 0, 0);
  }

  private static float[] row(float... values) {
    return values;
  }

  private static void assertRow(
      BiFunction<OnnxAlgebra, String, String> operation, float[] x, float... expected)
      throws OrtException {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    graph.input("x", x.length);
    graph.output(operation.apply(new OnnxAlgebra(graph), "x"), "out", expected.length);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, x.length};
    try (OrtSession session = environment.createSession(graph.bytes("test", "1", Map.of()));
        OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
        OrtSession.Result out = session.run(Map.of("x", in))) {
      float[] values = new float[expected.length];
      ((OnnxTensor) out.get(0)).getFloatBuffer().get(values);
      assertThat(values).containsExactly(expected, within(1e-6f));
    }
  }
}
