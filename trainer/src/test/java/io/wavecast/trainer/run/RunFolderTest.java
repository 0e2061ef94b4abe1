package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.Fitted;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path temp = Path.of("");
  private final List<String> log = new ArrayList<>();
  private RunFolder folder = new RunFolder(Path.of(""));

  @BeforeEach
  void nested() {
    folder = new RunFolder(temp.resolve("runs/mine"));
  }

  @Test
  void a_finished_run_leaves_its_files() throws IOException {
    folder.prepare(false, log::add);
    assertThat(folder.isFinished()).isFalse();

    folder.write(result(), "./wavecast train mine");

    assertThat(folder.isFinished()).isTrue();
    assertThat(folder.onlyModel()).isEqualTo(folder.model("mine")).hasBinaryContent(new byte[] {1});
    assertThat(folder.path().resolve("mine.md"))
        .hasContent("# mine\n\nMake it again: `./wavecast train mine`");
    assertThat(folder.path().resolve("run.json")).hasContent("{\n  \"seed\" : 7\n}");
    assertThat(Files.readAllBytes(folder.path().resolve("curve.png")))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(log).isEmpty();
  }

  @Test
  void a_restart_deletes_checkpoints_and_figures_but_keeps_the_model() throws IOException {
    finished("checkpoint0.bin", "checkpoint1.bin");

    folder.prepare(false, log::add);

    assertThat(folder.path()).isDirectoryNotContaining("glob:**{.bin,run.json,curve.png}");
    assertThat(folder.model("mine")).exists();
    assertThat(log)
        .containsExactly(
            folder.path() + ": restarting; --resume continues from a checkpoint instead");
  }

  @Test
  void a_run_that_resumes_keeps_everything() throws IOException {
    finished("checkpoint.bin");

    folder.prepare(true, log::add);

    assertThat(folder.path().resolve("checkpoint.bin")).exists();
    assertThat(folder.isFinished()).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void without_a_checkpoint_there_is_nothing_to_resume() throws IOException {
    finished();

    folder.prepare(true, log::add);

    assertThat(folder.isFinished()).isFalse();
    assertThat(folder.path().resolve("curve.png")).doesNotExist();
    assertThat(log).isEmpty();
  }

  @Test
  void a_model_without_figures_is_not_finished() throws IOException {
    finished();
    Files.delete(folder.path().resolve("run.json"));

    assertThatThrownBy(folder::onlyModel)
        .isInstanceOf(IOException.class)
        .hasMessage(folder.path() + " holds a run that is not finished: there is no run.json");
  }

  @Test
  void two_models_are_one_too_many() throws IOException {
    finished();
    Files.createFile(folder.path().resolve("other.onnx"));

    assertThatThrownBy(folder::onlyModel)
        .hasMessage(folder.path() + " must hold one finished model, got: 2");
  }

  @Test
  void a_folder_that_is_absent_or_a_file_is_reported() throws IOException {
    assertThatThrownBy(folder::onlyModel).isInstanceOf(NoSuchFileException.class);
    Files.createDirectories(folder.path().getParent());
    Files.createFile(folder.path());
    assertThatThrownBy(() -> folder.prepare(true, log::add))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void a_run_whose_files_cannot_all_be_written_is_not_finished() throws IOException {
    folder.prepare(false, log::add);
    Files.createDirectory(folder.path().resolve("curve.png"));

    assertThatThrownBy(() -> folder.write(result(), "")).isInstanceOf(IOException.class);

    assertThat(folder.model("mine")).exists();
    assertThat(folder.isFinished()).isFalse();
  }

  private void finished(String... checkpoints) throws IOException {
    folder.prepare(false, log::add);
    folder.write(result(), "");
    for (String checkpoint : checkpoints) {
      Files.createFile(folder.path().resolve(checkpoint));
    }
  }

  private static RunResult<String> result() {
    Curve curve =
        new Curve(
            List.of(new Curve.Point(1, 1, 2, Double.NaN), new Curve.Point(2, 0.5, 1, Double.NaN)));
    return new RunResult<>(
        new Provenance("mine", "1", "0".repeat(64), 7, Map.of("valid_score", 0.5), "test"),
        new Fitted(Map.of(), 1, 2, 2, curve),
        10,
        "accuracy",
        List.of(),
        "loss",
        new byte[] {1},
        new Markdown("mine"),
        new Figures().put("seed", 7));
  }
}
