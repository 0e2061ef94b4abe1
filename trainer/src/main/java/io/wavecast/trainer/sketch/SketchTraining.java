package io.wavecast.trainer.sketch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.run.FiguresJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All that {@code wavecast train sketch} does: reads drawings, trains, leaves the model, its card
 * and its figures in a folder.
 *
 * @param recipe the network
 * @param options how long and how fast
 * @param data where the drawings are: a file or a folder
 * @param most drawings of a class that are read
 * @param name what the model will be called
 * @param version of the model
 * @param folder where the run's files go
 * @param command how to run it again, for the card
 */
public record SketchTraining(
    SketchRecipe recipe,
    FitOptions options,
    Path data,
    int most,
    String name,
    String version,
    Path folder,
    String command) {

  /** Downloads drawings, see {@link QuickDrawDownload}. */
  public static void download(Path list, Path folder, Consumer<String> log) throws IOException {
    QuickDrawDownload.fetch(QuickDrawDownload.list(list), folder, log);
  }

  /**
   * Trains.
   *
   * @param resume whether to go on from the folder's checkpoint, if there is one
   * @param log told what is done
   * @param listener told how training goes
   * @return what the model's file says of itself
   */
  public SketchMetadata run(boolean resume, Consumer<String> log, FitListener listener)
      throws IOException {
    SketchData drawings = SketchData.read(data, most);
    log.accept(
        "%s: %,d classes, %,d drawings to train on, %,d to validate with"
            .formatted(
                data, drawings.classes().size(), drawings.train().size(), drawings.valid().size()));
    Files.createDirectories(folder);
    Path file = folder.resolve("checkpoint.bin");
    if (!resume && Files.deleteIfExists(file)) {
      log.accept(folder + ": starting anew; --resume goes on from a checkpoint instead");
    }
    if (!Files.exists(file)) {
      Files.deleteIfExists(figures());
    }
    SketchRun run = new SketchRun(recipe, drawings, options, name, version);
    SketchRun.Result result = run.run(new Checkpoint(file, run.fingerprint()), listener);
    Files.write(model(), result.file());
    Files.writeString(
        folder.resolve(name + ".md"), SketchCard.of(result, recipe, drawings, options, command));
    Files.writeString(figures(), FiguresJson.object(out -> write(out, result)));
    return result.metadata();
  }

  /** The model's file. */
  public Path model() {
    return folder.resolve(name + ".onnx");
  }

  /** The file of the figures: JSON, one object. */
  public Path figures() {
    return folder.resolve("run.json");
  }

  private void write(JsonGenerator json, SketchRun.Result result) throws IOException {
    json.writeStringField("model", name);
    json.writeStringField("network", recipe.name());
    json.writeNumberField("seed", options.seed());
    json.writeNumberField("parameters", result.parameters());
    json.writeNumberField("steps", result.fitted().steps());
    json.writeNumberField("bestStep", result.fitted().bestStep());
    json.writeNumberField("bytes", result.file().length);
    json.writeObjectFieldStart("metrics");
    for (var metric : new TreeMap<>(result.metadata().provenance().metrics()).entrySet()) {
      json.writeNumberField(metric.getKey(), metric.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("parity");
    json.writeNumberField("oneDrawing", result.parity().one());
    json.writeNumberField("manyDrawings", result.parity().many());
    json.writeEndObject();
  }
}
