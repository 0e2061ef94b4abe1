package io.wavecast.onnx.run;

import static io.wavecast.onnx.file.TinyModels.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.ModelException;
import io.wavecast.onnx.file.HangingModel;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import io.wavecast.onnx.file.TinyModels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxRunnerTest {
  @Test
  void a_forecaster_allocates_no_direct_buffers_per_run() {
    try (OnnxForecaster model = OnnxForecasterTest.open(TinyModels.lastValue("tiny", "1", 0))) {
      ModelKindContract.allocatesOnce(
          n -> model.forecast(new float[n * 50], n, new float[n * 10], new float[n * 30]));
    }
  }

  @Test
  void a_failing_run_is_one_line_that_names_the_model_and_the_next_run_works() {
    byte[] onnx = TinyModels.lastValue("tiny", "1", 0);
    Signature signature = ModelFile.read("tiny.onnx", onnx).signature();
    Signature wrong = new Signature(signature.inputs(), List.of(Rows.of("forecast", 9)));
    OnnxRunner.Copy nothing = (tensors, from, rows) -> {};

    try (OnnxRunner runner = open(onnx, wrong)) {
      for (int round = 0; round < 2; round++) {
        assertThatThrownBy(() -> runner.run(3, nothing, nothing))
            .isInstanceOf(ModelException.class)
            .hasMessageStartingWith("model 'tiny' failed to run: ")
            .message()
            .doesNotContain("\n", "Error code");
      }
    }
  }

  @Test
  void a_model_that_cannot_be_replaced_is_run_again_after_a_run_that_took_too_long() {
    byte[] onnx = HangingModel.of("tiny", 1);
    Signature signature = ModelFile.read("tiny.onnx", onnx).signature();
    Duration limit = Duration.ofSeconds(1);
    float[] forecast = new float[1];

    try (OnnxRunner runner =
        OnnxRunner.open("tiny.onnx", "tiny", onnx, signature, Device.CPU, limit, false)) {
      assertThatThrownBy(
              () ->
                  runner.run(
                      1,
                      (t, from, rows) -> t.buffer("window").put(0, HangingModel.STICKS_AT),
                      (t, from, rows) -> {}))
          .isExactlyInstanceOf(ModelException.class)
          .hasMessage("model 'tiny': a run took longer than 1000 ms");
      runner.run(
          1,
          (t, from, rows) -> t.buffer("window").put(0, new float[WINDOW]),
          (t, from, rows) -> t.buffer("forecast").get(0, forecast));

      assertThat(forecast).containsExactly(1);
      assertThat(runner.isDisabled()).isFalse();
    }
  }

  /** On a GPU the first run loads libraries. */
  @Test
  void a_first_run_may_take_longer_than_the_limit_of_the_others_which_still_holds() {
    byte[] onnx = HangingModel.of("tiny", 1, 0, 3_000_000);
    Signature signature = ModelFile.read("tiny.onnx", onnx).signature();
    Duration limit = Duration.ofMillis(100);
    OnnxRunner.Copy nothing = (tensors, from, rows) -> {};

    try (OnnxRunner runner =
        OnnxRunner.open("tiny.onnx", "tiny", onnx, signature, Device.CPU, limit, true)) {
      runner.warmUp(BatchSizes.upTo(1), Duration.ofMinutes(2));

      assertThat(runner.isDisabled()).isFalse();
      assertThatThrownBy(() -> runner.run(1, nothing, nothing))
          .hasMessage("model 'tiny' is disabled: a run took longer than 100 ms");
      assertThatThrownBy(() -> runner.warmUp(BatchSizes.upTo(1), limit))
          .isInstanceOf(ModelException.class);
    }
  }

  @Test
  void padding_is_zero_whatever_ran_before() {
    byte[] onnx = TinyModels.forecasting(TinyModels::lessBatchMean);
    Signature signature = ModelFile.read("tiny.onnx", onnx).signature();
    float[] first = new float[10];
    try (OnnxRunner runner = open(onnx, signature)) {
      runner.run(
          10, (t, from, rows) -> t.buffer("window").put(0, ones(500), 0, 500), (t, from, n) -> {});
      runner.run(
          9,
          (t, from, rows) -> t.buffer("window").put(0, ones(450), 0, 450),
          (t, from, rows) -> t.buffer("forecast").get(0, first, 0, 10));
    }

    assertThat(first).as("1 - mean of nine ones and a zero").containsOnly(1 - 0.9f);
  }

  private static float[] ones(int n) {
    float[] ones = new float[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void a_tensor_that_is_not_bound_is_refused_by_name() {
    byte[] onnx = TinyModels.lastValue("tiny", "1", 0);
    Signature signature = ModelFile.read("tiny.onnx", onnx).signature();
    try (OnnxRunner runner = open(onnx, signature)) {
      assertThatThrownBy(
              () -> runner.run(1, (t, from, rows) -> t.buffer("series"), (t, from, rows) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(", got: series");
    }
  }

  private static OnnxRunner open(byte[] onnx, Signature signature) {
    return OnnxRunner.open(
        "tiny.onnx", "tiny", onnx, signature, Device.CPU, OnnxRunner.RUN_LIMIT, true);
  }
}
