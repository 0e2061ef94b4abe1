package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.trainer.export.OnnxForecaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path folder = Path.of("");

  /**
   * @param errors what stopped the command
   * @param told all else on standard error
   */
  private record Outcome(int exit, String out, String errors, String told) {}

  @Test
  void a_quick_run_leaves_a_model_a_card_a_curve_and_figures() throws IOException {
    Path run = folder.resolve("run");

    Outcome outcome = run("train", "wavenet", "--quick", "--out", run.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.out()).startsWith("wavenet seed 1: validation MSE 0.0");
    assertThat(run.resolve("run.json")).content().contains("\"testMseByLead\"");
    assertThat(run.resolve("wavenet.md"))
        .content()
        .contains(
            "| parameters | 6,010 |",
            "`./wavecast train wavenet --quick --seed 1 --out " + run + "`");
    assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');
    try (OnnxForecaster model = OnnxForecaster.open(run.resolve("wavenet.onnx"))) {
      ForecasterMetadata metadata = model.metadata();
      assertThat(metadata.model().name()).isEqualTo("wavenet");
      assertThat(metadata.provenance().metrics())
          .containsKeys("valid_mse", "test_mse", "test_coverage");
      assertThat(metadata.provenance().producerVersion()).matches("\\d+\\.\\d+.*");
    }
  }

  @Test
  void a_broken_off_run_that_is_resumed_makes_only_the_steps_that_are_missing() throws IOException {
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
    assertThat(looks(run(resume))).as("steps of a run that is over").isEmpty();
    assertThat(folder.resolve("run/wavenet.onnx")).hasBinaryContent(undisturbed);
    assertThat(looks(run(train))).as("steps without --resume").hasSize(3);
  }

  private static List<String> looks(Outcome outcome) {
    return outcome
        .told()
        .lines()
        .filter(line -> line.contains(" step "))
        .map(line -> line.replaceAll(".*(step \\d+ of \\d+).*", "$1"))
        .toList();
  }

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

    Outcome outcome = run("evaluate", model.toString(), "--part", "valid", "--json");

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    String mse = outcome.out().replaceAll("(?s).*\"mse\" : ([0-9.E-]+).*", "$1");
    assertThat(Double.parseDouble(mse)).isCloseTo(valid(model), withinPercentage(0.01));
  }

  @Test
  void a_quick_suite_leaves_a_leaderboard_with_pictures() throws IOException {
    Path board = folder.resolve("board");

    Outcome outcome =
        run(
            "evaluate",
            "--suite",
            "notebook",
            "--quick",
            "--only",
            "naive-next,naive,iterated-rnn,nbeats",
            "--runs",
            folder.resolve("runs").toString(),
            "--out",
            board.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(board.resolve("LEADERBOARD.md")).content().isEqualTo(outcome.out().strip() + "\n");
    assertThat(outcome.out())
        .contains("command: `./wavecast evaluate --suite notebook --quick --only ")
        .contains("| naive: the last value | `naive-next` | 0 | 0.0202 | 0.0202 | 0.0202 |")
        .contains("| naive: the last value, ten times | `naive` | 0 | 0.2570 | 0.2570 | 0.2570 |")
        .contains("| the same, fed its own forecasts | `iterated-rnn` | 1,281 | 0.0273 |")
        .contains("| **missed** |");
    assertThat(board.resolve("leaderboard.json")).content().contains("\"floor\" : 9.2E-4");
    Outcome again =
        run(
            "evaluate",
            "--suite",
            "notebook",
            "--quick",
            "--finished",
            "--runs",
            folder.resolve("runs").toString(),
            "--out",
            board.toString());
    assertThat(again.exit()).isZero();
    assertThat(again.out().lines().filter(line -> line.startsWith("| ") && line.contains("`")))
        .as("entries of the four recipes that are finished")
        .containsExactlyElementsOf(
            outcome.out().lines().filter(l -> l.startsWith("| ") && l.contains("`")).toList());
    for (String picture : new String[] {"lead-times", "nbeats-curves", "iterated-rnn-forecasts"}) {
      assertThat(Files.readAllBytes(board.resolve(picture + ".png")))
          .startsWith(0x89, 'P', 'N', 'G');
    }
  }

  @Test
  void finished_runs_are_ranked_and_nothing_is_trained_or_written_into_them() throws IOException {
    Path runs = folder.resolve("runs");
    String[] suite = {
      "evaluate",
      "--suite",
      "notebook",
      "--quick",
      "--only",
      "naive-next,linear,linear-next,mlp",
      "--runs",
      runs.toString(),
      "--out",
      folder.resolve("board").toString()
    };
    assertThat(run(suite).exit()).isZero();
    Path broken = runs.resolve("quick/naive-next-seed1");
    Files.delete(broken.resolve("run.json"));
    Path cut = runs.resolve("quick/linear-next-seed1");
    Files.write(
        cut.resolve("checkpoint.bin"),
        Arrays.copyOf(Files.readAllBytes(cut.resolve("checkpoint.bin")), 500));
    Path gone = runs.resolve("quick/mlp-seed1");
    Files.delete(gone.resolve("checkpoint.bin"));
    Files.delete(gone.resolve("curve.png"));
    String[] ranking = Arrays.copyOf(suite, suite.length + 1);
    ranking[suite.length] = "--finished";

    Outcome ranked = run(ranking);

    assertThat(ranked.exit()).as(ranked.errors()).isZero();
    assertThat(ranked.out()).contains("| `linear` |").doesNotContain("-next`", "`mlp`");
    assertThat(ranked.told())
        .isEqualTo(
            ("%s is left out: it is not finished: there is no run.json%n"
                    + "%s is left out: %s is cut short%n"
                    + "%s is left out: it has no checkpoint of its last step%n")
                .formatted(broken, cut, cut.resolve("checkpoint.bin"), gone));
    assertThat(gone)
        .isDirectoryNotContaining("glob:**.bin")
        .isDirectoryNotContaining("glob:**.png");
  }

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
        run("evaluate", "--data", csv.toString(), "--models", model + ",rcf", "--stride", "50");

    assertThat(backtest.exit()).as(backtest.errors()).isZero();
    assertThat(backtest.out())
        .contains(" | naive | 1.000 | 1.000 |", " | " + model + " | ", " | rcf | ")
        .contains("| " + model + " | 10 | ");
    assertThat(backtest.told())
        .containsOnlyOnce("warning: " + model + " was trained on these series")
        .contains("--last 0.15 measures what was not");
    Outcome unseen =
        run("evaluate", "--data", csv.toString(), "--models", model.toString(), "--last", "0.15");
    assertThat(unseen.out()).contains("origins in the last 15 % of each series");
    assertThat(unseen.told()).doesNotContain("warning");

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
  void a_start_that_fails_leaves_the_run_before_as_it_was() throws IOException {
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
    try (OnnxForecaster file = OnnxForecaster.open(run.resolve("linear.onnx"))) {
      Map<String, Double> metrics = file.metadata().provenance().metrics();
      assertThat(metrics.get("test_mae")).isLessThan(0.3 * metrics.get("test_mae_naive"));
    }
  }

  @Test
  void a_training_that_ends_early_tells_why() throws IOException {
    String csv = noisyWave("early.csv", 240).toString();
    String runs = folder.resolve("early").toString();

    Outcome early =
        run("train", "linear", "--data", csv, "--out", runs, "--lr", "0.1", "--patience", "1");
    Outcome whole = run("train", "linear", "--data", csv, "--out", runs, "--quick");

    assertThat(early.exit()).as(early.errors()).isZero();
    assertThat(early.told())
        .containsPattern("ended at step [0-9,]+, 1 evaluations after the best, at");
    assertThat(whole.told()).doesNotContain("ended at");
  }

  @Test
  void bad_data_gives_one_line_that_names_file_and_row() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertFailure(empty + ": holds no values", "train", "lstm", "--data", empty.toString());
    Path text =
        Files.writeString(folder.resolve("text.csv"), "timestamp,value\n1000,1\n2000,many\n");
    assertFailure(
        text + " row 3: value must be a finite number, got: 'many'",
        "train",
        "lstm",
        "--data",
        text.toString());
    Path back = Files.writeString(folder.resolve("back.csv"), "2000,1\n1000,2\n");
    assertFailure(
        back + " row 2: time must be later than in the row before, got: 1000",
        "train",
        "lstm",
        "--data",
        back.toString());
    Path few = wave("few.csv", 59);
    assertFailure(
        few + " row 59: the file ends here; a series must hold at least 80 rows to be cut",
        "train",
        "lstm",
        "--data",
        few.toString());
    Path uncut = wave("uncut.csv", 79);
    assertFailure(
        uncut + " row 79: the file ends here; a series must hold at least 80 rows to be cut",
        "train",
        "lstm",
        "--data",
        uncut.toString());
    assertFailure("no such file or folder: absent.csv", "train", "lstm", "--data", "absent.csv");
    assertFailure("--data must name a topic, as in kafka://TOPIC", "train", "--data", "kafka://");
  }

  @Test
  void what_makes_a_model_doubtful_is_told_and_stands_in_its_card() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int t = 0; t < 100; t++) {
      rows.append(1000 * t).append(',').append(t < 90 ? t % 2 : 1000 * (t - 89)).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("leap.csv"), rows);
    Path run = folder.resolve("run");

    Outcome trained =
        run("train", "linear", "--data", csv.toString(), "--quick", "--out", run.toString());

    assertThat(trained.exit()).as(trained.errors()).isZero();
    assertThat(trained.told())
        .containsOnlyOnce("warning: the 90 % interval holds only ")
        .containsPattern("step 20 of 60: .*, at most [0-9]+ s left");
    assertThat(run.resolve("linear.md")).content().contains("**Warning:** the 90 % interval");
  }

  @Test
  void a_model_that_is_not_there_is_answered_by_those_that_ship() throws IOException {
    String csv = wave("own.csv", 90).toString();
    System.setProperty("wavecast.home", "..");
    try {
      String message =
          "there is no file 'nosuch', and no model of that name ships; models: default, gru, lstm,"
              + " wavenet";
      assertFailure(message, "train", "default", "--data", csv, "--init", "nosuch");
      assertFailure(message, "evaluate", "--data", csv, "--models", "nosuch");
    } finally {
      System.clearProperty("wavecast.home");
    }
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

  private static double score(Path model) throws IOException {
    try (OnnxForecaster file = OnnxForecaster.open(model)) {
      Double score = file.metadata().provenance().metrics().get("valid_score");
      return score == null ? Double.NaN : score;
    }
  }

  @Test
  void wrong_usage_gives_one_line_and_exit_code_two() {
    assertWrongUsage("there is no model 'nope'; models: ", "train", "nope");
    assertWrongUsage("give a model, or --data", "train");
    assertWrongUsage("--init and --name need --data", "train", "lstm", "--init", "default");
    assertWrongUsage(
        "--name must be 1..100 of A-Z a-z 0-9 . _ -, got: 'a b/c'",
        "train",
        "--data",
        "x.csv",
        "--name",
        "a b/c");
    assertWrongUsage("learning rate must be in (0, 10), got: -1.0", "train", "lstm", "--lr", "-1");
    assertWrongUsage("--epochs must be at least 1, got: 0", "train", "lstm", "--epochs", "0");
    assertWrongUsage("batch must be in 1..65536, got: 0", "train", "lstm", "--batch", "0");
    for (String kind : new String[] {"lstm", "chorale", "sketch"}) {
      assertWrongUsage(
          "--model-version must not be blank",
          "train",
          kind,
          "--data",
          "x",
          "--model-version",
          " ");
    }
    assertWrongUsage("give model files, --data or --suite notebook", "evaluate");
    assertWrongUsage(
        "--suite must be notebook, without files, got: other", "evaluate", "--suite", "other");
    assertWrongUsage("--suite seed is now called --suite notebook", "evaluate", "--suite", "seed");
    for (String kind : new String[] {"chorale", "sketch"}) {
      assertWrongUsage(
          "--net seed is now called --net notebook", "train", kind, "--data", "x", "--net", "seed");
    }
    assertWrongUsage(
        "there is no composer network 'x'; networks: chord, notebook",
        "train",
        "chorale",
        "--data",
        "x",
        "--net",
        "x");
    assertWrongUsage(
        "--last must be in (0, 1], got: 0.0", "evaluate", "--data", "x.csv", "--last", "0");
    assertWrongUsage(
        "the suite has no model 'x'", "evaluate", "--suite", "notebook", "--only", "x");
    assertWrongUsage("Unmatched argument at index 0: 'sing'", "sing");
  }

  @Test
  void failure_gives_one_line_and_exit_code_one() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");

    assertFailure("no such file or folder: absent.onnx", "evaluate", "absent.onnx");
    assertFailure(text + ": the model cannot be opened: ", "evaluate", text.toString());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFailure(
        empty + " must hold one finished model, got: 0", "export", empty.toString(), "--out", "x");
  }

  private static void assertWrongUsage(String message, String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors()).contains(message).hasLineCount(2).contains("--help");
  }

  private static void assertFailure(String message, String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.errors()).contains(message).hasLineCount(1);
  }

  private static double valid(Path model) throws IOException {
    try (OnnxForecaster file = OnnxForecaster.open(model)) {
      Double mse = file.metadata().provenance().metrics().get("valid_mse");
      return mse == null ? Double.NaN : mse;
    }
  }

  private static Outcome run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  /** Breaks the command off as soon as it tells this. */
  private static Outcome runUntil(String text, String... args) {
    return run(
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains(text)) {
              reset();
              throw new IllegalStateException("broken off");
            }
          }
        },
        args);
  }

  private static Outcome run(ByteArrayOutputStream told, String... args) {
    StringWriter errors = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream errorsBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      CommandLine commandLine = TrainerCommand.commandLine().setErr(new PrintWriter(errors, true));
      int exit = commandLine.execute(args);
      return new Outcome(
          exit,
          out.toString(StandardCharsets.UTF_8),
          errors.toString(),
          told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(errorsBefore);
    }
  }
}
