package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.assertWrongUsage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongUsageTest {
  @TempDir private Path folder = Path.of("");

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
    assertWrongUsage("--fetch needs --recorded", "train", "default", "--fetch");
    assertWrongUsage(
        "--recorded needs the model default, no --data", "train", "lstm", "--recorded", "x");
    for (String other : new String[] {"--as-printed", "--data=x.csv"}) {
      assertWrongUsage(
          "--recorded needs the model default", "train", "default", "--recorded", "x", other);
    }
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
    assertWrongUsage("give model files or --data", "evaluate");
    assertWrongUsage(
        "there is no composer network 'x'; networks: chord, notebook",
        "train",
        "chorale",
        "--data",
        "x",
        "--net",
        "x");
    assertWrongUsage(
        "--max-gap must be at least 0, got: -1", "train", "--data", "x.csv", "--max-gap", "-1");
    assertWrongUsage(
        "--last must be in (0, 1], got: 0.0", "evaluate", "--data", "x.csv", "--last", "0");
    assertWrongUsage("Unmatched argument at index 0: 'sing'", "sing");
  }

  @Test
  void failure_gives_one_line_and_exit_code_one() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");

    assertFailure(
        "model file 'absent.onnx' refused: there is no such file", "evaluate", "absent.onnx");
    assertFailure(
        "model file '" + text + "' refused: it is not an ONNX file", "evaluate", text.toString());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFailure(
        empty + " must hold one finished model, got: 0", "export", empty.toString(), "--out", "x");
  }
}
