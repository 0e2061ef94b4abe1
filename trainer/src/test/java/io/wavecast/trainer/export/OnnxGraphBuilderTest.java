package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Seq.Layout;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is built is read back and run by ONNX Runtime. */
class OnnxGraphBuilderTest {
  private final OnnxGraphBuilder graph = new OnnxGraphBuilder();
  private final OnnxAlgebra algebra = new OnnxAlgebra(graph);

  /** Two rows of three steps of two channels: 0, 1, 2, ... */
  private static final float[] X = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

  private final Seq<String> x = new Seq<>("x", Layout.BATCH_TIME, 3, 2);

  private float[] run(String tensor, int... dims) throws OrtException {
    graph.input("x", 3, 2);
    graph.output(tensor, "y", dims);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(bytes());
        OnnxTensor in =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(X), new long[] {2, 3, 2});
        OrtSession.Result out = session.run(Map.of("x", in))) {
      FloatBuffer values = ((OnnxTensor) out.get("y").orElseThrow()).getFloatBuffer();
      float[] all = new float[values.remaining()];
      values.get(all);
      return all;
    }
  }

  private byte[] bytes() {
    return graph.bytes("builder-test", "7", Map.of("a key", "a value"));
  }

  @Test
  void names_shapes_and_metadata_read_back() throws OrtException {
    graph.input("x", 3, 2);
    graph.output(graph.node("Neg", List.of("x")), "y", 3, 2);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes())) {
      TensorInfo in = (TensorInfo) session.getInputInfo().get("x").getInfo();
      TensorInfo out = (TensorInfo) session.getOutputInfo().get("y").getInfo();

      assertThat(in.getShape()).containsExactly(-1, 3, 2);
      assertThat(in.getDimensionNames()).containsExactly("batch", "", "");
      assertThat(out.getShape()).containsExactly(-1, 3, 2);
      assertThat(session.getMetadata().getProducerName()).isEqualTo("builder-test");
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("a key", "a value");
    }
  }

  @Test
  void a_tensor_that_other_nodes_read_may_be_an_output() throws OrtException {
    String twice = graph.node("Add", List.of("x", "x"));
    String four = graph.node("Add", List.of(twice, twice));
    graph.output(four, "four", 3, 2);

    assertThat(run(twice, 3, 2)).startsWith(0, 2, 4).hasSize(12);
  }

  @Test
  void the_newest_steps_are_the_last_ones_in_every_layout() throws OrtException {
    Seq<String> timeFirst = algebra.newest(algebra.as(x, Layout.TIME_BATCH), 2);
    Seq<String> channelsFirst = algebra.newest(algebra.as(timeFirst, Layout.BATCH_CHANNEL), 1);
    Seq<String> rows = algebra.as(channelsFirst, Layout.ROWS);

    assertThat(rows.layout()).isEqualTo(Layout.ROWS);
    assertThat(run(rows.value(), 2)).containsExactly(4, 5, 10, 11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BATCH_TIME", "TIME_BATCH", "BATCH_CHANNEL"})
  void a_layout_and_back_is_the_sequence(String layout) throws OrtException {
    Seq<String> turned = algebra.as(x, Layout.valueOf(layout));

    String back = algebra.as(turned, Layout.BATCH_TIME).value();

    assertThat(run(graph.node("Identity", List.of(back)), 3, 2)).containsExactly(X);
  }

  @Test
  void rows_become_a_sequence_of_one_step() throws OrtException {
    Seq<String> rows = algebra.as(algebra.newest(x, 1), Layout.ROWS);

    Seq<String> one = algebra.as(rows, Layout.TIME_BATCH);

    assertThat(one.steps()).isEqualTo(1);
    assertThat(run(graph.reshape(one.value(), 2, 2), 2)).containsExactly(4, 5, 10, 11);
  }

  @Test
  void several_steps_are_no_rows() {
    assertThatThrownBy(() -> algebra.as(x, Layout.ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows hold one step, got: 3");
  }

  @Test
  void a_split_and_its_parts_in_another_order() throws OrtException {
    List<String> steps = graph.split("x", 1, 3, 1);

    String turned =
        graph.node("Concat", List.of(steps.get(2), steps.get(0), steps.get(1)), "axis", 1);

    assertThat(run(turned, 3, 2)).containsExactly(4, 5, 0, 1, 2, 3, 10, 11, 6, 7, 8, 9);
  }

  @Test
  void sorting_is_ascending_along_the_last_axis() throws OrtException {
    String negated = graph.node("Neg", List.of("x"));

    assertThat(run(graph.sortedAscending(negated, 2), 3, 2)).startsWith(-1, -0f, -3, -2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void large_constants_that_are_halves_take_half_the_room_and_give_the_same(boolean compact)
      throws OrtException {
    float[] w = new float[2 * 1024];
    for (int i = 0; i < w.length; i++) {
      w[i] = i % 2 == 0 ? 0.5f : -1;
    }
    OnnxGraphBuilder large = new OnnxGraphBuilder(compact);
    large.input("x", 3, 2);
    String product = large.node("MatMul", List.of("x", large.floats("w", w, 2, 1024)));
    large.output(product, "y", 3, 1024);
    byte[] file = large.bytes("builder-test", "7", Map.of());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor in =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(X), new long[] {2, 3, 2});
        OrtSession.Result out = session.run(Map.of("x", in))) {
      FloatBuffer y = ((OnnxTensor) out.get(0)).getFloatBuffer();
      assertThat(y.get(0)).isCloseTo(0.5f, within(1e-6f)); // 0 * 0.5 + 1 * 0.5
      assertThat(y.get(1025)).isCloseTo(-5, within(1e-6f)); // -2 - 3
    }
    assertThat(file.length).isBetween(compact ? 4096 : 8192, compact ? 4800 : 8900);
  }

  @Test
  void an_attribute_of_another_type_is_refused() {
    assertThatThrownBy(() -> graph.node("Conv", List.of("x"), "pads", 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribute 'pads' must be a Float, an Integer, a String or a long[], got: 1");
  }
}
