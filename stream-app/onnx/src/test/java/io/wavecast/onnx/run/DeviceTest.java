package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.file.TinyModels;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceTest {
  private static final ModelFile FILE =
      ModelFile.read("tiny.onnx", TinyModels.lastValue("tiny", "1", 0));

  @Test
  void is_read_by_its_label() {
    assertThat(Arrays.stream(Device.values()).map(Device::label))
        .containsExactly("auto", "cpu", "cuda");
    assertThat(Device.of("cuda")).isEqualTo(Device.CUDA);
    assertThatThrownBy(() -> Device.of("gpu"))
        .hasMessage("device must be auto, cpu or cuda, got: gpu");
  }

  @Test
  void auto_falls_back_to_the_cpu_and_only_a_build_with_cuda_says_so_in_one_line() {
    assumeTrue(cudaIsUnusable());
    boolean hasCuda = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    try (OnnxForecaster model = OnnxForecaster.open(FILE, Device.AUTO)) {
      assertThat(model.device()).isEqualTo(Device.CPU);
      assertThat(model.fallback().isPresent()).isEqualTo(hasCuda);
      assertThat(model.fallback().orElse("no CUDA GPU is usable (), models run on the CPU"))
          .startsWith("no CUDA GPU is usable (")
          .endsWith("), models run on the CPU")
          .doesNotContain("\n");
    }
  }

  static Stream<ContractFile<?>> files() {
    return Stream.of(FILE, SketchFile.shipped(), ComposerFile.shipped());
  }

  @ParameterizedTest
  @MethodSource("files")
  void cuda_is_refused_for_every_kind_of_model_where_it_is_not_usable(ContractFile<?> file) {
    assumeTrue(cudaIsUnusable());
    assertThatThrownBy(() -> OnnxModel.open(file, Device.CUDA, OnnxRunner.RUN_LIMIT))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "model file '%s' refused: device cuda was demanded, but no CUDA GPU is usable (",
            file.source())
        .message()
        .doesNotContain("\n");
  }

  private static boolean cudaIsUnusable() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addCUDA(0);
      return false;
    } catch (ai.onnxruntime.OrtException e) {
      return true;
    }
  }
}
