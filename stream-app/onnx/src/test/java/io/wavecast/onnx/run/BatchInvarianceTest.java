package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.OnnxBuilder;
import io.wavecast.onnx.file.TinyModels;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Files whose contract holds on paper but not in a run. */
class BatchInvarianceTest {
  /** The last bit of a result, by the size of the batch and the position in it. */
  @FunctionalInterface
  private interface Bits {
    int of(int rows, int position);
  }

  private static final Samples SAMPLES =
      new Samples() {
        @Override
        public float[] rows(String input, int step) {
          throw new AssertionError(input);
        }

        @Override
        public Optional<String> problem(float[] results, int width) {
          return Optional.empty();
        }

        @Override
        public String dependence() {
          return "a row must not depend on other rows";
        }
      };

  private static List<Integer> kept(float unit, Bits bits) {
    BatchInvariance.Runs runs =
        (from, rows) -> {
          float[] results = new float[rows];
          for (int row = 0; row < rows; row++) {
            results[row] = 1 + (from + row) % 16 + unit * bits.of(rows, row);
          }
          return results;
        };
    return BatchInvariance.verify("fake", BatchSizes.upTo(16), SAMPLES, runs).toList();
  }

  private static List<Integer> kept(Bits bits) {
    return kept(Math.ulp(16f), bits);
  }

  @Test
  void keeps_every_size_where_all_give_the_same_bits() {
    assertThat(kept((rows, position) -> 0)).hasSize(12);
  }

  @Test
  void drops_the_sizes_that_give_other_bits_than_the_largest() {
    assertThat(kept((rows, position) -> rows % 2)).containsExactly(2, 4, 6, 8, 10, 12, 14, 16);
  }

  @Test
  void drops_a_size_that_differs_at_its_last_position_only() {
    assertThat(kept((rows, position) -> rows == 5 && position == 4 ? 1 : 0))
        .hasSize(11)
        .doesNotContain(5);
  }

  @Test
  void falls_back_to_the_largest_size_at_which_positions_do_not_matter() {
    assertThat(kept((rows, position) -> rows > 6 ? position % 2 : 0))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void runs_row_by_row_where_positions_matter_at_every_size() {
    assertThat(kept((rows, position) -> position % 2)).containsExactly(1);
  }

  @Test
  void refuses_results_that_differ_each_time() {
    int[] runs = {0};
    assertThatThrownBy(() -> kept((rows, position) -> runs[0]++))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file 'fake' refused: a row alone gives other results when it runs again");
  }

  @Test
  void refuses_differences_beyond_rounding() {
    assertThatThrownBy(() -> kept(0.01f, (rows, position) -> rows == 3 ? 1 : 0))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "model file 'fake' refused: a row must not depend on other rows, it changed by 0.00");
  }

  @Test
  void a_mean_that_depends_on_the_position_runs_row_by_row() {
    try (OnnxForecaster model = OnnxForecasterTest.open(TinyModels.reducedMean(64, 4))) {
      assertThat(model.batchSizes()).containsExactly(1);
    }
  }

  @Test
  void refuses_a_forecaster_that_divides_by_a_flat_window() {
    byte[] bytes =
        TinyModels.forecasting((b, window) -> b.node("Div", List.of(window, spread(b, window))));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .hasMessage(
            "model file 'tiny.onnx' refused: output 'forecast' must be finite for a window of the"
                + " constant 0.0, got: NaN");
  }

  @Test
  void refuses_a_forecaster_that_is_not_finite_for_a_wave() {
    byte[] bytes = TinyModels.forecasting((b, window) -> b.node("Log", List.of(window)));

    assertThatThrownBy(() -> OnnxForecasterTest.open(bytes))
        .hasMessageMatching("model file 'tiny.onnx' refused: output 'forecast' must be finite.*");
  }

  @Test
  void refuses_models_whose_rows_depend_on_each_other() {
    assertDependent(
        "a window's forecast must not depend on the other windows",
        () -> OnnxForecasterTest.open(TinyModels.forecasting(TinyModels::lessBatchMean)));
  }

  private static void assertDependent(String reason, ThrowingCallable open) {
    assertThatThrownBy(open)
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching(
            "model file 'tiny.onnx' refused: "
                + reason
                + " of its batch, it changed by [0-9.E-]+ of the row's magnitude");
  }

  @Test
  void refuses_quantiles_that_descend() {
    assertThatThrownBy(() -> OnnxForecasterTest.open(TinyModels.descending()))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file 'tiny.onnx' refused: output 'quantiles' must ascend with quantile_levels,"
                + " they descend");
  }

  @Test
  void refuses_a_graph_that_makes_a_huge_tensor_before_it_runs() {
    assertThatThrownBy(() -> OnnxForecasterTest.open(TinyModels.expanding(1, 300, 1_000, 1_000)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching(
            "model file 'tiny.onnx' refused: a tensor must have at most 268435456 elements in a"
                + " run, got: '\\w+' of \\[300, 1000, 1000]");
  }

  @Test
  void refuses_a_graph_whose_tensors_are_huge_together() {
    assertThatThrownBy(() -> OnnxForecasterTest.open(TinyModels.expanding(6, 200, 1_000, 1_000)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("all tensors must have at most 1073741824 elements in a run, got: 1");
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
        .hasMessageStartingWith("model file 'tiny.onnx' refused: it cannot be run: ")
        .message()
        .doesNotContain("\n", "Error code", "ONNXRuntimeError");
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
}
