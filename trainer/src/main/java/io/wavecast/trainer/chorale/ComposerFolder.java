package io.wavecast.trainer.chorale;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.run.CurveChart;
import io.wavecast.trainer.run.FiguresJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a finished run leaves: {@code NAME.onnx}, the step that is served, {@code NAME-whole.onnx}
 * for whole windows, the card {@code NAME.md}, {@code run.json} and {@code curve.png}.
 */
public record ComposerFolder(Path path) {

  /** The file of a stage's checkpoint; stages count from 0. */
  public Path checkpoint(int stage) {
    return path.resolve("checkpoint%d.bin".formatted(stage));
  }

  /** True when a stage can be gone on with. */
  public boolean hasCheckpoint(int stages) {
    return IntStream.range(0, stages).anyMatch(stage -> Files.exists(checkpoint(stage)));
  }

  /**
   * Lets a run begin from nothing: the one before is finished no more, and cannot be gone on with.
   * Its model and card stay, for whoever serves them, until the new ones take their place.
   *
   * @return true when there was a checkpoint
   */
  public boolean beginAnew(int stages) throws IOException {
    Files.deleteIfExists(figures());
    Files.deleteIfExists(curve());
    boolean had = false;
    for (int stage = 0; stage < stages; stage++) {
      had |= Files.deleteIfExists(checkpoint(stage));
    }
    return had;
  }

  /** The file of the figures, JSON; the last that a finished run leaves. */
  public Path figures() {
    return path.resolve("run.json");
  }

  private Path curve() {
    return path.resolve("curve.png");
  }

  /** The step's file. */
  public Path model(String name) {
    return path.resolve(name + ".onnx");
  }

  /** Writes all of it. */
  public void write(ComposerResult result, String command) throws IOException {
    String name = result.recipe().name();
    Files.write(model(name), result.stepFile());
    Files.write(path.resolve(name + "-whole.onnx"), result.wholeFile());
    Files.writeString(path.resolve(name + ".md"), card(result, command), StandardCharsets.UTF_8);
    CurveChart.write(
        result.fitted().curve(),
        "%s, seed %d".formatted(name, result.seed()),
        "validation, nats a note",
        curve());
    Files.writeString(figures(), json(result), StandardCharsets.UTF_8);
  }

  /** The run's figures as JSON, one object. */
  public static String json(ComposerResult result) {
    return FiguresJson.object(json -> writeFields(json, result));
  }

  private static void writeFields(JsonGenerator json, ComposerResult r) throws IOException {
    json.writeStringField("model", r.recipe().name());
    json.writeNumberField("seed", r.seed());
    json.writeNumberField("parameters", r.parameters());
    json.writeNumberField("steps", r.recipe().steps());
    json.writeNumberField("bestStepOfLastStage", r.fitted().bestStep());
    json.writeNumberField("validLoss", r.valid().loss());
    json.writeNumberField("validAccuracy", r.valid().accuracy());
    json.writeNumberField("testLoss", r.test().loss());
    json.writeNumberField("testAccuracy", r.test().accuracy());
    json.writeNumberField("parityWhole", r.whole());
    json.writeNumberField("parityStep", r.step());
    json.writeArrayFieldStart("curve");
    for (Curve.Point point : r.fitted().curve().points()) {
      json.writeStartObject();
      json.writeNumberField("step", point.step());
      json.writeNumberField("trainLoss", point.trainLoss());
      json.writeNumberField("validScore", point.validScore());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String card(ComposerResult r, String command) {
    ComposerRecipe recipe = r.recipe();
    return String.format(
        Locale.ROOT,
        """
        # %s

        Composes four-part chorales note by note: %s.

        | | |
        |---|---|
        | version | %s |
        | network | `%s` |
        | parameters | %,d, kept as numbers of 16 bits |
        | learned from | chorales by J. S. Bach, in sixteenths (JSB Chorales; Boulanger-Lewandowski et al., ICML 2012, split and all); windows of 33 chords, %s |
        | data SHA-256 | `%s` |
        | seed | %d |
        | training | %d steps of %d windows, stage by stage `%s`; best at step %,d of the last stage |
        | ONNX Runtime against the network, whole windows | %.1e |
        | the step, note by note, against whole windows | %.1e |
        | made by | wavecast-trainer %s |

        | set | loss, nats a note | accuracy |
        |---|---|---|
        | validation | %.4f | %.4f |
        | test | %.4f | %.4f |

        Each note but the first of each window of 33 chords, one window every 16 chords, is foretold from those before it in the
        window: the notebook's own measure. The network hears nothing of what came before the window.

        The music is in the public domain. The chorales' digital form is the work of those named above; none of it is in this file but
        what the weights learned.

        Make it again: `%s`
        """,
        recipe.name(),
        recipe.title(),
        r.metadata().model().version(),
        recipe.net(),
        r.parameters(),
        recipe.reach() == 0
            ? "as they are"
            : "transposed by up to %d semitones either way".formatted(recipe.reach()),
        r.metadata().provenance().trainingDataSha256(),
        r.seed(),
        recipe.steps(),
        recipe.batch(),
        recipe.stages(),
        r.fitted().bestStep(),
        r.whole(),
        r.step(),
        r.metadata().provenance().producerVersion(),
        r.valid().loss(),
        r.valid().accuracy(),
        r.test().loss(),
        r.test().accuracy(),
        command);
  }
}
