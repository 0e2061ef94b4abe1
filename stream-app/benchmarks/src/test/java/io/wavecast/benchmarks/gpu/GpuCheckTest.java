package io.wavecast.benchmarks.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.DeviceTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GpuCheckTest {
  private static final double FAR = 2 * ModelFigures.BOUND;

  private final StringWriter printed = new StringWriter();
  @TempDir private Path dir;

  private int run(String... args) {
    return new CommandLine(new GpuCheck())
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(printed))
        .execute(args);
  }

  private int measure(String... more) {
    String[] args = {
      "--models", "default,sketch,chorale", "--seconds", "0.01", "--out", dir.toString()
    };
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return run(all);
  }

  @Test
  void the_cpu_is_measured_with_every_kind_of_model() throws IOException {
    assertThat(measure("--device", "cpu", "--batches", "1,12", "--origin", "here")).isZero();
    String markdown = Files.readString(dir.resolve("gpu.md"));
    assertThat(printed.toString()).isEqualTo(markdown);
    assertThat(markdown)
        .contains("- here\n- No column of a GPU: --device cpu\n- CUDA graphs and pinned buffers")
        .doesNotContain("TOO FAR");
    for (String model : new String[] {"default", "sketch", "chorale"}) {
      assertThat(markdown)
          .containsPattern(
              "\\| %s \\| cpu \\| 12 \\| \\d.\\de[+-]\\d\\d \\| ok \\|".formatted(model))
          .containsPattern("\\| %s \\| 12 \\| [1-9][\\d,.]* \\|  \\|  \\|".formatted(model))
          .containsPattern("\\| %s \\| cpu \\| \\d+ sizes, 1 to \\d+ \\|".formatted(model));
    }
    assertThat(Files.readString(dir.resolve("gpu.json")))
        .contains("\"title\" : \"Parity\"", "\"model\" : \"sketch\"", "\"verdict\" : \"ok\"");
  }

  @Test
  void without_a_gpu_the_cpu_is_measured_one_line_says_why_and_the_status_is_3()
      throws IOException {
    assumeTrue(noGpu());
    assertThat(run("--models", "default", "--batches", "1", "--seconds", "0.01", "--out", "" + dir))
        .isEqualTo(3);
    assertThat(Files.readString(dir.resolve("gpu.md")).lines())
        .filteredOn(line -> line.startsWith("- No column of a GPU: "))
        .singleElement()
        .asString()
        .contains("device cuda was demanded, but no CUDA GPU is usable (");
  }

  private static boolean noGpu() {
    try (DeviceTrial trial = DeviceTrial.open(ShippedModels.read("default"), Device.CUDA, 8)) {
      return trial.device() == Device.CPU;
    } catch (ModelFileException e) {
      return true;
    }
  }

  @Test
  void other_results_than_those_of_the_cpu_are_told() {
    float[] reference = ModelFigures.reference(ShippedModels.read("default"));
    try (DeviceTrial trial = DeviceTrial.open(ShippedModels.read("default"), Device.CPU, 8)) {
      float[] other = reference.clone();
      assertThat(trial.difference(other, reference)).isZero();
      other[0] = (float) FAR;
      assertThat(trial.difference(other, reference)).isGreaterThan(ModelFigures.BOUND);
      other[0] = Float.NaN;
      assertThat(trial.difference(other, reference)).isInfinite();
    }
    Comparison comparison = new Comparison();
    comparison.add("m", Device.CPU, new ModelFigures(Map.of(1, 0.0), Map.of(1, 10.0), "all"));
    assertThat(comparison.agrees()).isTrue();
    comparison.add("m", Device.CUDA, new ModelFigures(Map.of(1, FAR), Map.of(1, 5.0), "all"));
    assertThat(comparison.agrees()).isFalse();
    assertThat(comparison.tables().get(0).markdown())
        .contains("| m | cpu | 1 | 0.0e+00 | ok |", "| m | cuda | 1 | 2.0e-04 | TOO FAR |");
  }

  @Test
  void the_crossover_is_the_smallest_batch_at_which_the_gpu_is_faster() {
    Map<Integer, Double> cpu = Map.of(1, 10.0, 64, 100.0, 512, 110.0, 4096, 90.0);
    assertThat(Comparison.crossover(cpu, Map.of(1, 1.0, 64, 50.0, 512, 400.0, 4096, 900.0)))
        .isEqualTo("512");
    assertThat(Comparison.crossover(cpu, Map.of(1, 1.0))).isEqualTo("none");
    Comparison comparison = new Comparison();
    comparison.add("m", Device.CPU, new ModelFigures(Map.of(), cpu, "all"));
    comparison.add("m", Device.CUDA, new ModelFigures(Map.of(), Map.of(64, 440.0), "all"));
    assertThat(comparison.tables().get(1).markdown()).contains("| m | 64 | 100.0 | 440.0 | 4.40 |");
    assertThat(comparison.tables().get(2).markdown()).contains("| m | 64 | 4.00 |");
  }
}
