package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.fit.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrainChoraleTest {
  private static final String OF_THE_RUN_BEFORE = "glob:**{run.json,curve.png}";

  @TempDir private Path folder = Path.of("");

  @Test
  void a_quick_run_leaves_a_file_a_card_a_curve_and_figures_and_repeats_itself()
      throws IOException {
    Path data = data();
    Path run = folder.resolve("run");

    assertThat(train(data, run)).isZero();
    byte[] first = Files.readAllBytes(run.resolve("chorale.onnx"));
    assertThat(run.resolve("chorale.md"))
        .content()
        .contains(
            "| networks | 3 of `ChordNet[",
            "| parameters | 2,182,761,",
            "--net chord --quick --seed 1 --out " + run + "`",
            "| test |",
            "| validation, repeating each voice's last note | - | 0.9160 |", // 120 of 131
            "| test, repeating each voice's last note | - | 0.8855 |"); // 116 of 131
    assertThat(run.resolve("run.json")).content().contains("\"testLoss\"", "\"parity\"");
    assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');

    Files.delete(run.resolve("checkpoint1.bin"));
    assertThat(train(data, run, "--resume")).isZero();
    assertThat(Files.readAllBytes(run.resolve("chorale.onnx"))).isEqualTo(first);

    Files.delete(run.resolve("chorale.onnx"));
    Files.createDirectory(run.resolve("chorale.onnx")); // so that the next run fails at its end
    assertThat(train(data, run)).isEqualTo(1);
    assertThat(run).isDirectoryNotContaining(OF_THE_RUN_BEFORE);

    Files.createFile(run.resolve("run.json"));
    Files.createFile(run.resolve("curve.png"));
    for (int stage = 0; stage < 6; stage++) {
      Files.delete(run.resolve("checkpoint%d.bin".formatted(stage)));
    }
    assertThat(train(data, run, "--resume")).as("with nothing to go on from").isEqualTo(1);
    assertThat(run).isDirectoryNotContaining(OF_THE_RUN_BEFORE);
  }

  @Test
  void as_printed_nadam_at_a_constant_rate_ends_with_the_last_weights() throws IOException {
    Path run = folder.resolve("run");

    assertThat(train(data(), run, "--net", "notebook", "--as-printed")).isZero();

    Checkpoints.Training training = Checkpoints.training(run.resolve("checkpoint0.bin"));
    assertThat(training.fingerprint())
        .startsWith("chorale-notebook-as-printed ")
        .contains(
            " FitOptions[batch=32, steps=4, evaluateEvery=2,"
                + " schedule=Schedule[peak=0.001, warmUp=0, last=1.0], weightDecay=0.0,"
                + " averaging=0.0, patience=0, seed=1, method=KERAS_NADAM] ");
    assertThat(training.hasMoments()).isTrue();
    assertThat(run.resolve("chorale-notebook-as-printed.onnx")).isNotEmptyFile();
    assertThat(run.resolve("run.json"))
        .content()
        .contains(
            "\"model\" : \"chorale-notebook-as-printed\"",
            "\"steps\" : 4",
            "\"bestStepOfLastStage\" : 4");
    assertThat(run.resolve("chorale-notebook-as-printed.md"))
        .content()
        .contains(
            "over single notes, trained as printed.",
            "| networks | 1 of `NotebookChoraleNet[",
            "method=KERAS_NADAM",
            "; of the last stage of each: the last weights are kept |",
            " --net notebook --as-printed --quick --seed 1 ");
  }

  @Test
  void a_folder_without_chorales_ends_with_one_line() {
    assertThat(train(folder.resolve("none"), folder.resolve("run"))).isEqualTo(1);
  }

  private static int train(Path data, Path run, String... more) {
    String[] args = {
      "train", "chorale", "--quick", "--data", data.toString(), "--out", run.toString()
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return TrainerCommand.commandLine().setErr(new PrintWriter(new StringWriter())).execute(all);
  }

  /** In each window the soprano moves eight times, and the bass four times or never. */
  private Path data() throws IOException {
    Path data = folder.resolve("data");
    for (String part : List.of("train", "valid", "test")) {
      StringBuilder csv = new StringBuilder("note0,note1,note2,note3\n");
      int basses = part.equals("valid") ? 1 : 3;
      for (int t = 0; t < 70; t++) {
        csv.append(70 + t / 4 % 5).append(",65,60,").append(50 + t / 8 % basses).append('\n');
      }
      Files.createDirectories(data.resolve(part));
      Files.writeString(data.resolve(part).resolve("a.csv"), csv);
    }
    return data;
  }
}
