package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.TinyModels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final ModelFile FILE =
      ModelFile.read("tiny.onnx", TinyModels.lastValue("tiny", "1", 0));

  @Test
  void has_a_label() {
    assertThat(Arrays.stream(Device.values()).map(Device::label))
        .containsExactly("auto", "cpu", "cuda");
  }

  /** Whoever opens models, and however many: each command of a build with CUDA says it. */
  @Test
  void auto_falls_back_to_the_cpu_and_a_build_with_cuda_logs_so_once_in_one_line()
      throws OrtException {
    assumeTrue(ModelKindContract.cudaIsUnusable());
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      for (boolean hasCuda : new boolean[] {false, true, true}) {
        Sessions.Opened opened = Sessions.open("tiny", FILE.bytes(), Device.AUTO, hasCuda);
        opened.session().close();

        assertThat(opened.device()).isEqualTo(Device.CPU);
        assertThat(log.size() > 0).as("a line is logged").isEqualTo(hasCuda);
      }
    } finally {
      System.setErr(stderr);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(" WARN ", "no CUDA GPU is usable (")
        .endsWith("), models run on the CPU");
  }

  @Test
  void cuda_is_refused_where_it_is_not_usable() {
    assumeTrue(ModelKindContract.cudaIsUnusable());
    ModelKindContract.assertCudaIsRefused(
        FILE.source(), () -> OnnxForecaster.open(FILE, Device.CUDA));
  }
}
