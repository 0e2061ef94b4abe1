package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.core.chorale.NextNoteScore;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.schemas.chorale.Chord;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.chorale.SeedChords;
import io.wavecast.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast models score}. */
@Command(
    name = "score",
    description = {
      "Measures how well a composer foretells chorales, as it is served: each note of windows of 33"
          + " chords, one every 16, from those before it.",
      "Drawings: 'wavecast sketch' counts its hits. Forecasters: 'wavecast evaluate'."
    })
final class ModelsScore extends ConfiguredCommand {
  @Mixin private final ModelArgument model = new ModelArgument();

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "Chorales: CSV files, a line a chord of four MIDI notes, soprano first.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ModelsScore() {
    super(EnumSet.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (!(model.read(config) instanceof ComposerFile file)) {
      throw new UsageException("models score is for composers");
    }
    List<List<Chord>> chorales = chorales();
    try (OnnxComposer composer = OnnxComposer.open(file, config.models().device())) {
      NextNoteScore foretold = NextNoteScore.of(composer, chorales);
      if (foretold.windows() == 0) {
        throw new UsageException(
            "chorales must have at least " + NextNoteScore.CHORDS + " chords, none has: " + folder);
      }
      out().println(told(chorales.size(), foretold));
      out().flush();
      return 0;
    }
  }

  private List<List<Chord>> chorales() {
    try {
      return SeedChords.readFolder(folder);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("FOLDER must be one that can be read, got: " + folder);
    }
  }

  private String told(int chorales, NextNoteScore foretold) {
    return json
        ? JsonWriter.line(
            "chorales", chorales,
            "windows", foretold.windows(),
            "loss", foretold.loss(),
            "accuracy", foretold.accuracy())
        : String.format(
            Locale.ROOT,
            "%d chorales, %d windows: loss %.4f nats a note, accuracy %.4f",
            chorales,
            foretold.windows(),
            foretold.loss(),
            foretold.accuracy());
  }
}
