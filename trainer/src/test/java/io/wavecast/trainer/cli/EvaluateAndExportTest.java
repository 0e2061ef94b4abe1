package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateAndExportTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_best_of_several_runs_is_exported_with_a_table_of_all() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    run("train", "wavenet", "--quick", "--out", one.toString());
    run("train", "wavenet", "--quick", "--seed", "2", "--out", two.toString());
    Path target = folder.resolve("models").resolve("wavenet.onnx");

    Outcome outcome = run("export", one.toString(), two.toString(), "--out", target.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(valid(target))
        .isEqualTo(
            Math.min(valid(one.resolve("wavenet.onnx")), valid(two.resolve("wavenet.onnx"))));
    assertThat(folder.resolve("models").resolve("wavenet.md"))
        .content()
        .contains("lowest validation score of 2", "| median |");
  }

  @Test
  void a_file_is_measured_as_the_run_measured_the_network() throws IOException {
    Path run = folder.resolve("run");
    run("train", "wavenet", "--quick", "--out", run.toString());
    Path model = run.resolve("wavenet.onnx");

    Outcome outcome = run("evaluate", model.toString(), "--json");

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    String mse = outcome.out().replaceAll("(?s).*\"mse\" : ([0-9.E-]+).*", "$1");
    assertThat(Double.parseDouble(mse))
        .isCloseTo(metric(model, "test_mse"), withinPercentage(0.01));
  }

  private static double valid(Path model) throws IOException {
    return metric(model, "valid_mse");
  }

  private static double metric(Path model, String name) throws IOException {
    return ModelFile.read(model).metadata().provenance().metric(name);
  }
}
