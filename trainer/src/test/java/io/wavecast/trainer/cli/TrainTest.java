package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.run;
import static io.wavecast.trainer.cli.Commands.runUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_quick_run_leaves_a_model_a_card_a_curve_and_figures() throws IOException {
    Path run = folder.resolve("run");

    Outcome outcome = run("train", "wavenet", "--quick", "--out", run.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.out()).startsWith("wavenet seed 1: validation MSE 0.0");
    assertThat(outcome.log()).startsWith("trains on the CPU\n");
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"testMseByLead\"", "\"device\" : \"the CPU\"");
    assertThat(run.resolve("wavenet.md"))
        .content()
        .contains(
            "| parameters | 6,010 |",
            "| trained on | the CPU |",
            "`./wavecast train wavenet --quick --seed 1 --out " + run + "`");
    assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');
    Provenance provenance = ModelFile.read(run.resolve("wavenet.onnx")).metadata().provenance();
    assertThat(provenance.name()).isEqualTo("wavenet");
    assertThat(provenance.metrics()).containsKeys("valid_mse", "test_mse", "test_coverage");
    assertThat(provenance.producerVersion()).matches("\\d+\\.\\d+.*");
  }

  @Test
  void a_resumed_run_makes_only_the_missing_steps() throws IOException {
    String[] train = {"train", "wavenet", "--quick", "--out", folder.resolve("run").toString()};
    assertThat(run(train).exit()).isZero();
    byte[] undisturbed = Files.readAllBytes(folder.resolve("run/wavenet.onnx"));
    assertThat(runUntil("wavenet step 20 of 60", train).errors()).contains("broken off");
    assertThat(folder.resolve("run")).isDirectoryNotContaining("glob:**{run.json,curve.png}");
    assertFailure(
        folder.resolve("run") + " holds a run that is not finished: there is no run.json",
        "export",
        folder.resolve("run").toString(),
        "--out",
        folder.resolve("exported.onnx").toString());
    String[] resume = Arrays.copyOf(train, train.length + 1);
    resume[train.length] = "--resume";

    Outcome resumed = run(resume);

    assertThat(resumed.exit()).as(resumed.errors()).isZero();
    assertThat(looks(resumed)).containsExactly("step 40 of 60", "step 60 of 60");
    assertThat(resumed.log()).contains("wavenet resumes after step 20 of 60");
    assertThat(looks(run(resume))).as("steps of a run that is over").isEmpty();
    assertThat(folder.resolve("run/wavenet.onnx")).hasBinaryContent(undisturbed);
    assertThat(looks(run(train))).as("steps without --resume").hasSize(3);
  }

  private static List<String> looks(Outcome outcome) {
    return outcome
        .log()
        .lines()
        .filter(line -> line.contains(" step ") && !line.contains("resumes"))
        .map(line -> line.replaceAll(".*(step \\d+ of \\d+).*", "$1"))
        .toList();
  }
}
