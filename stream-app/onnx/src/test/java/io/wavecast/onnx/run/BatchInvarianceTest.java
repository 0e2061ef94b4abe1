package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.OnnxBuilder;
import io.wavecast.onnx.file.TinyModels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files whose contract holds on paper and not in a run. */
class BatchInvarianceTest {
  @Test
  void refuses_a_model_that_divides_by_a_flat_window() {
    byte[] bytes =
        TinyModels.forecasting((b, window) -> b.node("Div", List.of(window, spread(b, window))));

    refused(bytes, "output 'forecast' must be finite for a window of the constant 0.0, got: NaN");
  }

  @Test
  void refuses_a_model_that_is_not_finite_for_a_wave() {
    byte[] bytes = TinyModels.forecasting((b, window) -> b.node("Log", List.of(window)));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .hasMessageMatching("model file 'tiny.onnx' refused: output 'forecast' must be finite.*");
  }

  @Test
  void refuses_a_model_whose_rows_depend_on_each_other() {
    byte[] bytes =
        TinyModels.forecasting(
            (b, window) ->
                b.node(
                    "Sub",
                    List.of(
                        window,
                        b.node(
                            "ReduceMean",
                            List.of(window),
                            "axes",
                            new long[] {0},
                            "keepdims",
                            1L))));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .hasMessageMatching(
            "model file 'tiny.onnx' refused: a window's forecast must not depend on the other"
                + " windows of its batch, it changed by [0-9.E-]+ of the window's magnitude");
  }

  @Test
  void refuses_a_graph_that_onnx_runtime_cannot_load() {
    byte[] bytes = TinyModels.forecasting((b, window) -> b.node("Wavelet", List.of(window)));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("model file 'tiny.onnx' refused: ONNX Runtime cannot load it: ")
        .hasMessageContaining("Wavelet")
        .message()
        .doesNotContain("\n", "Error code", "ONNXRuntimeError");
  }

  @Test
  void refuses_a_graph_whose_result_is_not_of_the_shape_it_declares() {
    byte[] bytes =
        TinyModels.forecasting(
            (b, window) -> b.node("Concat", List.of(window, window), "axis", 0L));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith("model file 'tiny.onnx' refused: it cannot be run: ");
  }

  private static String spread(OnnxBuilder b, String window) {
    return b.node(
        "ReduceMean",
        List.of(b.node("Abs", List.of(window))),
        "axes",
        new long[] {1},
        "keepdims",
        1L);
  }

  private static void refused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .hasMessage("model file 'tiny.onnx' refused: " + reason);
  }
}
