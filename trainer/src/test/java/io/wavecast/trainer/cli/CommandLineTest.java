package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wavecast.core.forecast.ModelMetadata;
import io.wavecast.trainer.export.OnnxForecaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path folder = Path.of("");

  private record Outcome(int exit, String out, String errors) {}

  @Test
  void a_quick_run_leaves_a_model_a_card_a_curve_and_figures() throws IOException {
    Path run = folder.resolve("run");

    Outcome outcome = run("train", "wavenet", "--quick", "--out", run.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("wavenet seed 1: validation MSE 0.0");
    assertThat(run.resolve("run.json")).content().contains("\"testMseByLead\"");
    assertThat(run.resolve("wavenet.md"))
        .content()
        .contains("| parameters | 6,010 |", "`./wavecast train wavenet --quick --seed 1`");
    assertThat(Files.readAllBytes(run.resolve("curve.png"))).startsWith(0x89, 'P', 'N', 'G');
    try (OnnxForecaster model = OnnxForecaster.open(run.resolve("wavenet.onnx"))) {
      ModelMetadata metadata = model.metadata();
      assertThat(metadata.name()).isEqualTo("wavenet");
      assertThat(metadata.metrics()).containsKeys("valid_mse", "test_mse", "test_coverage");
      assertThat(metadata.producerVersion()).matches("\\d+\\.\\d+.*");
    }
  }

  @Test
  void a_finished_run_that_is_resumed_gives_the_same_file() throws IOException {
    Path run = folder.resolve("run");
    run("train", "wavenet", "--quick", "--out", run.toString());
    byte[] first = Files.readAllBytes(run.resolve("wavenet.onnx"));

    Outcome outcome = run("train", "wavenet", "--quick", "--resume", "--out", run.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(Files.readAllBytes(run.resolve("wavenet.onnx"))).isEqualTo(first);
  }

  @Test
  void the_best_of_several_runs_is_exported_with_a_table_of_all() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    run("train", "wavenet", "--quick", "--out", one.toString());
    run("train", "wavenet", "--quick", "--seed", "2", "--out", two.toString());
    Path target = folder.resolve("models").resolve("wavenet.onnx");

    Outcome outcome = run("export", one.toString(), two.toString(), "--out", target.toString());

    assertThat(outcome.exit()).isZero();
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

    assertThat(outcome.exit()).isZero();
    String mse = outcome.out().replaceAll("(?s).*\"mse\" : ([0-9.E-]+).*", "$1");
    assertThat(Double.parseDouble(mse)).isCloseTo(valid(model), withinPercentage(0.01));
  }

  @Test
  void wrong_usage_gives_one_line_and_exit_code_two() {
    assertWrongUsage("there is no model 'nope'; models: ", "train", "nope");
    assertWrongUsage("learning rate must be in (0, 10), got: -1.0", "train", "lstm", "--lr", "-1");
    assertWrongUsage("--epochs must be at least 1, got: 0", "train", "lstm", "--epochs", "0");
    assertWrongUsage("batch must be in 1..65536, got: 0", "train", "lstm", "--batch", "0");
    assertWrongUsage("Missing required parameter: 'FILE'", "evaluate");
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
      Double mse = file.metadata().metrics().get("valid_mse");
      return mse == null ? Double.NaN : mse;
    }
  }

  private static Outcome run(String... args) {
    StringWriter errors = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      CommandLine commandLine = TrainerCommand.commandLine().setErr(new PrintWriter(errors, true));
      int exit = commandLine.execute(args);
      return new Outcome(exit, out.toString(StandardCharsets.UTF_8), errors.toString());
    } finally {
      System.setOut(before);
    }
  }
}
