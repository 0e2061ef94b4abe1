package io.wavecast.service.cli;

import io.wavecast.core.chorale.NextNoteScore;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.schemas.chorale.Chord;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.chorale.SeedChords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code wavecast models score}. */
@Command(
    name = "score",
    description = {
      "Measures how well a composer predicts chorales, as it is served: each note of windows of 33"
          + " chords, one every 16, given the notes before it.",
      "For sketch classifiers see 'wavecast sketch', for forecasters 'wavecast evaluate'."
    })
final class ModelsScore extends ModelCommand {
  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Chorales: CSV files, one chord of four MIDI notes per line, soprano first.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Override
  public Integer call() {
    ComposerFile file = read(ComposerFile.class, "a composer");
    List<List<Chord>> chorales = chorales();
    try (OnnxComposer composer =
        OnnxComposer.open(file, config().models().device(), config().models().limit())) {
      NextNoteScore score = NextNoteScore.of(composer, chorales);
      if (score.windows() == 0) {
        throw new UsageException(
            "chorales must have at least " + NextNoteScore.CHORDS + " chords, none has: " + folder);
      }
      result(
          "%d chorales, %d windows: loss %.4f nats per note, accuracy %.4f",
          JsonWriter.fields(
              "chorales", chorales.size(),
              "windows", score.windows(),
              "loss", score.loss(),
              "accuracy", score.accuracy()));
      return 0;
    }
  }

  private List<List<Chord>> chorales() {
    try {
      return SeedChords.readFolder(folder);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException(
          "FOLDER %s cannot be read: %s".formatted(folder, Throwables.reason(e)), e);
    }
  }
}
