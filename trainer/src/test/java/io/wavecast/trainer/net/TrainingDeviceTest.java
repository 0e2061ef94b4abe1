package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import io.wavecast.testkit.process.Repository;
import io.wavecast.trainer.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingDeviceTest {
  @Test
  void it_is_the_cpu_in_a_build_without_cuda() {
    assertThat(TrainingDevice.require()).isEqualTo("the CPU");
  }

  @ParameterizedTest
  @CsvSource({"Tesla K80, 3, 7", "NVIDIA A100, 8, 0", "NVIDIA A10, 8, 6", "NVIDIA L4, 8, 9"})
  void a_gpu_that_nd4j_has_machine_code_for_is_named_with_its_cuda(
      String name, long major, long minor) {
    assertThat(TrainingDevice.gpu(environment(name, major, minor))).isEqualTo(name + ", CUDA 11.6");
    assertThat(Repository.read("pom.xml")).contains("<nd4j.backend>nd4j-cuda-11.6<");
  }

  @ParameterizedTest
  @CsvSource({"Tesla K40, 3, 5", "NVIDIA H100, 9, 0", "NVIDIA B200, 10, 0"})
  void another_gpu_is_refused_in_one_line(String name, long major, long minor) {
    assertThatThrownBy(() -> TrainingDevice.gpu(environment(name, major, minor)))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "the compute capability of a GPU must be in 3.7..8.9 to train on it, got: %d.%d (%s);"
                    .formatted(major, minor, name)
                + " a build without -Pcuda-train trains on the CPU");
  }

  private static Properties environment(String name, long major, long minor) {
    Properties environment = new Properties();
    environment.put(
        "cuda.devicesInformation",
        List.of(
            Map.of("cuda.deviceName", name, "cuda.deviceMajor", major, "cuda.deviceMinor", minor)));
    return environment;
  }

  @ParameterizedTest
  @CsvSource({
    "libcuda.so.1, there is no NVIDIA driver: libcuda.so is absent",
    "libcudart.so.11.0, CUDA 11.6 is absent or incomplete: libcudart.so is absent",
    "libcublasLt.so.11, CUDA 11.6 is absent or incomplete: libcublasLt.so is absent",
    "libcusolver.so.11, CUDA 11.6 is absent or incomplete: libcusolver.so is absent",
    "libgomp.so.1, 'ND4J does not start: x.so: libgomp.so.1: cannot open shared object file'"
  })
  void an_absent_library_is_named_with_what_it_is_part_of(String library, String line) {
    Error cause = new UnsatisfiedLinkError("x.so: " + library + ": cannot open shared object file");

    assertThat(TrainingDevice.reason(new ExceptionInInitializerError(new RuntimeException(cause))))
        .isEqualTo(line);
  }

  /** As a build for a GPU on a machine without one: ND4J finds no backend that runs. */
  @Test
  void training_without_a_backend_of_nd4j_ends_in_one_line(@TempDir Path folder)
      throws IOException, InterruptedException {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("nd4j-native"))
            .collect(Collectors.joining(File.pathSeparator));
    Process train =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries,
                Main.class.getName(),
                "train",
                "linear-next",
                "--quick",
                "--out",
                folder.resolve("run").toString())
            .redirectErrorStream(true)
            .start();

    String printed = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(train.waitFor()).isEqualTo(1);
    assertThat(printed)
        .startsWith(
            "wavecast train: ND4J does not start: Please ensure that you have an nd4j backend")
        .endsWith("; a build without -Pcuda-train trains on the CPU\n")
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }
}
