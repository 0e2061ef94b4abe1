package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of runs whose models are shipped ones. */
class ShippedModelTest {
  private static final Path MODELS =
      Path.of("../stream-app/onnx/src/main/resources/io/wavecast/onnx/models");

  @TempDir Path dir;

  @Test
  void the_only_run_is_exported_with_its_card_alone() throws IOException {
    RunFolder run = run("one", "lstm");
    Path target = dir.resolve("models/new.onnx");

    Path chosen = ShippedModel.of(List.of(run)).write(target);

    assertThat(chosen).isEqualTo(run.model("lstm"));
    assertThat(target).hasSameBinaryContentAs(MODELS.resolve("lstm.onnx"));
    assertThat(dir.resolve("models/new.md")).hasContent("card of lstm");
  }

  @Test
  void the_card_of_several_runs_shows_each_and_their_median() throws IOException {
    Path target = dir.resolve("new.onnx");

    ShippedModel.of(List.of(run("one", "lstm"), run("two", "lstm"))).write(target);

    long seed = ModelFile.read(target).metadata().provenance().seed();
    String score =
        Markdown.decimal(6, ModelFile.read(target).metadata().provenance().metric("valid_score"));
    assertThat(Files.readString(dir.resolve("new.md")))
        .startsWith("card of lstm\nThis is the run with the lowest validation score of 2:\n")
        .contains("| seed | validation score, best | last | test MSE | test coverage |")
        .containsPattern("(\\| %d \\| %s \\|.*\\n){2}".formatted(seed, score))
        .contains("\n| median | " + score + " |");
  }

  @Test
  void runs_of_different_models_are_refused() throws IOException {
    RunFolder one = run("one", "lstm");
    RunFolder two = run("two", "gru");

    assertThatThrownBy(() -> ShippedModel.of(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs must be of one model and data, got: %s and %s",
            one.model("lstm"), two.model("gru"));
  }

  private RunFolder run(String name, String model) throws IOException {
    RunFolder run = new RunFolder(Files.createDirectory(dir.resolve(name)));
    Files.copy(MODELS.resolve(model + ".onnx"), run.model(model));
    Files.writeString(run.path().resolve(model + ".md"), "card of " + model);
    Files.writeString(run.path().resolve("run.json"), "{}");
    return run;
  }
}
