package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSketchTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_quick_run_leaves_file_card_and_figures_and_resumes() throws IOException {
    Path run = folder.resolve("run");

    assertThat(train(data(), run)).isZero();
    byte[] first = Files.readAllBytes(run.resolve("mine.onnx"));
    assertThat(run.resolve("mine.md"))
        .content()
        .contains(
            "| classes | box, line |",
            "CC BY 4.0",
            "`./wavecast train sketch --data PATH --net notebook --name mine --batch 8 --quick --seed 3 --out "
                + run
                + "`");
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"network\" : \"notebook\"", "\"seed\" : 3", "\"valid_half_top1\"");

    assertThat(train(data(), run, "--resume")).isZero();
    assertThat(Files.readAllBytes(run.resolve("mine.onnx"))).isEqualTo(first);

    Files.delete(run.resolve("mine.onnx"));
    Files.createDirectory(run.resolve("mine.onnx")); // so that the next run fails at its end
    assertThat(train(data(), run)).isEqualTo(1);
    assertThat(run.resolve("run.json")).as("figures of the run before").doesNotExist();
  }

  @Test
  void a_network_that_does_not_exist_is_wrong_usage_and_absent_data_a_failure() {
    assertThat(train(folder, folder.resolve("run"), "--net", "none")).isEqualTo(2);
    assertThat(train(folder.resolve("none"), folder.resolve("run"))).isEqualTo(1);
  }

  private static int train(Path data, Path run, String... more) {
    List<String> all = new ArrayList<>(List.of("train", "sketch", "--quick", "--batch", "8"));
    all.addAll(List.of("--seed", "3", "--name", "mine", "--data", data + "", "--out", run + ""));
    all.addAll(more.length == 2 ? List.of() : List.of("--net", "notebook"));
    all.addAll(List.of(more));
    return TrainerCommand.commandLine()
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  /** Boxes and lines of different sizes; every 14th of a class is for validation. */
  private Path data() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      lines.append(
          "{\"word\":\"box\",\"drawing\":[[[0,%d,%d,0,0],[0,0,%d,%d,0]]]}%n".formatted(i, i, i, i));
      lines.append("{\"word\":\"line\",\"drawing\":[[[0,%d],[%d,0]]]}%n".formatted(i, 2 * i));
    }
    return Files.writeString(folder.resolve("drawings.ndjson"), lines);
  }
}
