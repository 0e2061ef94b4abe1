package io.wavecast.trainer.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.fit.Curve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a training run leaves its files: {@code checkpoint.bin} while it goes, then {@code
 * NAME.onnx}, its card {@code NAME.md}, {@code curve.png} and, last of all, {@code run.json}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String FIGURES = "run.json";
  private static final String CURVE = "curve.png";

  /** The checkpoint's file. */
  public Path checkpoint() {
    return path.resolve("checkpoint.bin");
  }

  /**
   * Lets a run begin from nothing: the one before is finished no more, and cannot be gone on with.
   * Its model and card stay, for whoever serves them, until the new ones take their place.
   *
   * @return true when there was a checkpoint
   */
  public boolean beginAnew() throws IOException {
    Files.deleteIfExists(path.resolve(FIGURES));
    Files.deleteIfExists(path.resolve(CURVE));
    return Files.deleteIfExists(checkpoint());
  }

  /** True when a run left all its files here. */
  public boolean isFinished() {
    return Files.exists(path.resolve(FIGURES));
  }

  /** The finished model's file. */
  public Path model(String name) {
    return path.resolve(name + ".onnx");
  }

  /** The finished model's card. */
  public Path card(String name) {
    return path.resolve(name + ".md");
  }

  /**
   * The one finished model in the folder.
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

  /** Writes all that a finished run leaves. */
  public void write(RunResult result, String command) throws IOException {
    String name = result.recipe().name();
    Files.write(model(name), result.file());
    Files.writeString(card(name), ModelCard.of(result, command));
    CurveChart.write(
        result.fitted().curve(),
        "%s, seed %d".formatted(name, result.options().seed()),
        "validation, " + result.recipe().score().label(),
        path.resolve(CURVE));
    Files.writeString(path.resolve(FIGURES), json(result), StandardCharsets.UTF_8);
  }

  /** The run's figures as JSON, one object. */
  public static String json(RunResult result) {
    return FiguresJson.object(json -> writeFields(json, result));
  }

  private static void writeFields(JsonGenerator json, RunResult result) throws IOException {
    json.writeStringField("model", result.recipe().name());
    json.writeNumberField("seed", result.options().seed());
    json.writeNumberField("parameters", result.parameters());
    json.writeNumberField("steps", result.fitted().steps());
    json.writeNumberField("bestStep", result.fitted().bestStep());
    json.writeObjectFieldStart("metrics");
    Map<String, Double> metrics = new TreeMap<>(result.metadata().provenance().metrics());
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      json.writeNumberField(metric.getKey(), metric.getValue());
    }
    json.writeEndObject();
    FiguresJson.numbers(json, "testMseByLead", result.test().mseByLead());
    json.writeObjectFieldStart("parity");
    json.writeNumberField("oneWindow", result.parity().one());
    json.writeNumberField("manyWindows", result.parity().many());
    json.writeEndObject();
    json.writeArrayFieldStart("curve");
    for (Curve.Point point : result.fitted().curve().points()) {
      json.writeStartObject();
      json.writeNumberField("step", point.step());
      json.writeNumberField("trainLoss", point.trainLoss());
      json.writeNumberField("validScore", point.validScore());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
