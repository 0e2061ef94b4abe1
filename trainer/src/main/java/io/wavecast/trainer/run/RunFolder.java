package io.wavecast.trainer.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of a training run: {@code checkpoint*.bin} while it trains, then {@code NAME.onnx},
 * its card {@code NAME.md}, {@code curve.png} and, last, {@code run.json}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String FIGURES = "run.json";
  private static final String CURVE = "curve.png";

  /**
   * Prepares the folder. A run that does not resume from a checkpoint starts from scratch: the
   * previous run is no longer finished and can no longer be resumed. Its model and card stay until
   * new ones replace them.
   *
   * @param resume whether to keep a checkpoint
   * @param log gets one line when a checkpoint is deleted
   */
  public void prepare(boolean resume, Consumer<String> log) throws IOException {
    Files.createDirectories(path);
    List<Path> checkpoints = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "checkpoint*.bin")) {
      found.forEach(checkpoints::add);
    }
    if (resume && !checkpoints.isEmpty()) {
      return;
    }
    Files.deleteIfExists(path.resolve(FIGURES));
    Files.deleteIfExists(path.resolve(CURVE));
    for (Path checkpoint : checkpoints) {
      Files.delete(checkpoint);
    }
    if (!checkpoints.isEmpty()) {
      log.accept(path + ": restarting; --resume continues from a checkpoint instead");
    }
  }

  /** True when a run finished here. */
  public boolean isFinished() {
    return Files.exists(path.resolve(FIGURES));
  }

  /** The model's file. */
  public Path model(String name) {
    return path.resolve(name + ".onnx");
  }

  /**
   * The only finished model in the folder.
   *
   * @throws IOException when there is none, or more than one, or the run is not finished
   */
  public Path onlyModel() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      List<Path> models = files.filter(f -> f.toString().endsWith(".onnx")).toList();
      if (models.size() != 1) {
        throw new IOException(
            "%s must hold one finished model, got: %d".formatted(path, models.size()));
      }
      if (!isFinished()) {
        throw new IOException(path + " holds a run that is not finished: there is no " + FIGURES);
      }
      return models.get(0);
    }
  }

  /**
   * Writes the files of a finished run.
   *
   * @param command trains the model again
   */
  public void write(RunResult<?> result, String command) throws IOException {
    String name = result.name();
    Files.write(model(name), result.file());
    Files.writeString(path.resolve(name + ".md"), result.card().card(command));
    CurveChart.save(
        CurveChart.of(
            result.fitted().curve(),
            "%s, seed %d".formatted(name, result.provenance().seed()),
            "validation, " + result.scoreLabel()),
        path.resolve(CURVE));
    Files.writeString(path.resolve(FIGURES), result.figures().json(), StandardCharsets.UTF_8);
  }
}
