package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainOnDataTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_model_is_trained_on_a_file_backtested_and_trained_further() throws IOException {
    Path csv = wave("my own.csv", 400);
    Path run = folder.resolve("run");

    Outcome trained =
        run("train", "wavenet", "--data", csv.toString(), "--quick", "--out", run.toString());

    Path model = run.resolve("wavenet.onnx");
    assertThat(trained.exit()).as(trained.errors()).isZero();
    assertThat(trained.out()).startsWith("wavenet: on the last 15 % of each series");
    assertThat(run.resolve("wavenet.md"))
        .content()
        .contains("WaveNet 8 x 20 on own series", "own.csv: 1 series, ", "| data SHA-256 | `")
        .contains("| test, repeating the last value | - | ");

    Outcome backtest =
        run("evaluate", "--data", csv.toString(), "--models", model.toString(), "--stride", "50");

    assertThat(backtest.exit()).as(backtest.errors()).isZero();
    assertThat(backtest.out())
        .contains(" | naive | 1.000 | 1.000 |", " | " + model + " | ")
        .contains("| " + model + " | 10 | ");
    assertThat(backtest.log())
        .containsOnlyOnce("warning: " + model + " was trained on these series")
        .contains("--last 0.15 measures what was not");
    Outcome unseen =
        run("evaluate", "--data", csv.toString(), "--models", model.toString(), "--last", "0.15");
    assertThat(unseen.out()).contains("origins in the last 15 % of each series");
    assertThat(unseen.log()).doesNotContain("warning");

    Outcome further =
        run(
            "train",
            "wavenet",
            "--data",
            csv.toString(),
            "--quick",
            "--init",
            model.toString(),
            "--name",
            "further",
            "--model-version",
            "2 b",
            "--out",
            folder.resolve("one more").toString());

    assertThat(further.exit()).as(further.errors()).isZero();
    assertThat(score(folder.resolve("one more/further.onnx"))).isLessThan(score(model));
    assertThat(folder.resolve("one more/further.md"))
        .content()
        .contains(
            "`./wavecast train wavenet --data '%s' --name further --init %s --quick --seed 1 --model-version '2 b' --out '%s'`"
                .formatted(csv, model, folder.resolve("one more")));
  }

  @Test
  void a_start_that_fails_leaves_the_previous_run_unchanged() throws IOException {
    Path csv = wave("own.csv", 100);
    Path run = folder.resolve("run");
    String[] train = {"train", "linear", "--data", csv + "", "--quick", "--out", run + ""};
    assertThat(run(train).exit()).isZero();
    Path model = run.resolve("linear.onnx");
    String[] other = Arrays.copyOf(train, train.length + 2);
    other[1] = "mlp";
    other[train.length] = "--init";
    other[train.length + 1] = model.toString();

    assertFailure(model + " is not of the same network", other);

    for (String file : new String[] {"run.json", "curve.png", "checkpoint.bin"}) {
      assertThat(run.resolve(file)).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 240})
  void a_short_series_is_trained_until_repeating_its_last_value_is_far_worse(int rows)
      throws IOException {
    Path csv = noisyWave("short.csv", rows);
    Path run = folder.resolve("run");

    Outcome trained = run("train", "linear", "--data", csv.toString(), "--out", run.toString());

    assertThat(trained.exit()).as(trained.errors()).isZero();
    Map<String, Double> metrics = metrics(run.resolve("linear.onnx"));
    assertThat(metrics.get("test_mae")).isLessThan(0.3 * metrics.get("test_mae_naive"));
  }

  @Test
  void a_training_that_ends_early_reports_why() throws IOException {
    String csv = noisyWave("early.csv", 240).toString();
    String runs = folder.resolve("early").toString();

    Outcome early =
        run("train", "linear", "--data", csv, "--out", runs, "--lr", "0.1", "--patience", "1");
    Outcome whole = run("train", "linear", "--data", csv, "--out", runs, "--quick");

    assertThat(early.exit()).as(early.errors()).isZero();
    assertThat(early.log())
        .containsPattern("ended at step [0-9,]+, 1 evaluations after the best, at");
    assertThat(whole.log()).doesNotContain("ended at");
  }

  @Test
  void bad_data_gives_one_line_that_names_file_and_row() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertFailure(empty + ": holds no values", "train", "lstm", "--data", empty.toString());
    Path text =
        Files.writeString(folder.resolve("text.csv"), "timestamp,value\n1000,1\n2000,many\n");
    assertFailure(
        text + ", line 3: value must be a number, got: 'many'",
        "train",
        "lstm",
        "--data",
        text.toString());
    Path back = Files.writeString(folder.resolve("back.csv"), "2000,1\n1000,2\n");
    assertFailure(
        back + ", line 2: time must be later than in the row before, got: 1000",
        "train",
        "lstm",
        "--data",
        back.toString());
    Path few = wave("few.csv", 59);
    assertFailure(
        few + ", line 59: the file ends here; a series must hold at least 80 rows to be cut",
        "train",
        "lstm",
        "--data",
        few.toString());
    Path uncut = wave("uncut.csv", 79);
    assertFailure(
        uncut + ", line 79: the file ends here; a series must hold at least 80 rows to be cut",
        "train",
        "lstm",
        "--data",
        uncut.toString());
    assertFailure("absent.csv: no such file or directory", "train", "lstm", "--data", "absent.csv");
    assertFailure("--data must name a topic, as in kafka://TOPIC", "train", "--data", "kafka://");
  }

  @Test
  void a_doubtful_model_causes_a_warning_in_the_log_and_in_its_card() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int t = 0; t < 100; t++) {
      rows.append(1000 * t).append(',').append(t < 90 ? t % 2 : 1000 * (t - 89)).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("leap.csv"), rows);
    Path run = folder.resolve("run");

    Outcome trained =
        run("train", "linear", "--data", csv.toString(), "--quick", "--out", run.toString());

    assertThat(trained.exit()).as(trained.errors()).isZero();
    assertThat(trained.log())
        .containsOnlyOnce("warning: the 90 % interval holds only ")
        .containsPattern("step 20 of 60: .*, at most [0-9]+ s left");
    assertThat(run.resolve("linear.md")).content().contains("**Warning:** the 90 % interval");
  }

  @Test
  void series_are_cut_at_long_gaps_where_that_is_asked_for() throws IOException {
    String csv = parts("gaps.csv", 100, 100, 20).toString();
    String halves = parts("halves.csv", 50, 50).toString();
    Path run = folder.resolve("run");

    Outcome trained =
        run("train", "linear", "--data", csv, "--max-gap", "5", "--quick", "--out", run.toString());
    Outcome evaluated =
        run(
            "evaluate",
            "--data",
            csv,
            "--max-gap",
            "5",
            "--models",
            run.resolve("linear.onnx").toString());

    assertThat(trained.exit()).as(trained.errors()).isZero();
    assertThat(trained.log())
        .startsWith(
            "1 series have 3 parts between gaps of more than 5 values, 1 of them shorter than 80"
                + " values and left out");
    assertThat(run.resolve("linear.md")).content().contains("gaps.csv: 2 series, ", "--max-gap 5");
    assertThat(evaluated.log())
        .startsWith("1 series have 3 parts between gaps of more than 5 values\n".formatted())
        .containsPattern("gaps part 1")
        .containsOnlyOnce("was trained on these series");
    assertFailure(
        halves + " holds no part of at least 80 values between gaps",
        "train",
        "linear",
        "--data",
        halves,
        "--max-gap",
        "5");
  }

  /** Parts of a wave with a value a minute; six values are missing between two of them. */
  private Path parts(String name, int... sizes) throws IOException {
    StringBuilder rows = new StringBuilder();
    long t = 0;
    for (int size : sizes) {
      for (int i = 0; i < size; i++, t++) {
        rows.append(60_000 * t).append(',').append(Math.sin(t / 3.0)).append('\n');
      }
      t += 6;
    }
    return Files.writeString(folder.resolve(name), rows);
  }

  @Test
  void a_model_that_does_not_exist_is_answered_with_the_shipped_ones() throws IOException {
    String csv = wave("own.csv", 90).toString();
    String message =
        "there is no file 'nosuch', and no model of that name ships; models: default, gru, lstm,"
            + " wavenet";
    assertFailure(message, "train", "default", "--data", csv, "--init", "nosuch");
    assertFailure(message, "evaluate", "--data", csv, "--models", "nosuch");
  }

  private Path wave(String name, int rows) throws IOException {
    StringBuilder csv = new StringBuilder();
    for (int t = 0; t < rows; t++) {
      csv.append(60_000L * t).append(',').append(5e6 + 1e6 * Math.sin(t / 3.0)).append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  private Path noisyWave(String name, int rows) throws IOException {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder();
    for (int t = 0; t < rows; t++) {
      double value = 10 + Math.sin(2 * Math.PI * t / 24) + 0.2 * random.nextGaussian();
      csv.append(60_000L * t).append(',').append(value).append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  private static double score(Path model) {
    return metrics(model).getOrDefault("valid_score", Double.NaN);
  }

  private static Map<String, Double> metrics(Path model) {
    return ModelFile.read(model).metadata().provenance().metrics();
  }
}
