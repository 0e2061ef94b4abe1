package io.wavecast.core.sketch;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.schemas.ModelRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sketch classifier's file says of itself: the {@code metadata_props} of the ONNX model.
 *
 * @param name the model's name
 * @param version the model's version
 * @param classes names of the classes, 2..10,000, in the order of the probabilities; none holds a
 *     comma or a line break
 * @param trainingDataSha256 hash of the training data, 64 hexadecimal digits
 * @param seed seed of the training
 * @param metrics figures measured by the trainer, e.g. {@code valid_top1}
 * @param attribution whose data it was trained on, and under what licence
 * @param producerVersion version of the trainer
 */
public record SketchMetadata(
    String name,
    String version,
    List<String> classes,
    String trainingDataSha256,
    long seed,
    Map<String, Double> metrics,
    String attribution,
    String producerVersion) {
  /** The kind of model that this contract describes. */
  public static final String KIND = "sketch-classifier";

  /** Name of the graph's only input: float [batch, 100, 3], see {@link SketchPoints}. */
  public static final String INPUT = "points";

  /** Name of the graph's output: float [batch, classes], each row adds up to 1. */
  public static final String PROBABILITIES = "probabilities";

  private static final int MAX_CLASSES = 10_000;

  /**
   * @throws IllegalArgumentException that names the line that is wrong
   */
  public SketchMetadata {
    MetadataProps.requireCommon(name, version, trainingDataSha256);
    classes = List.copyOf(classes);
    require(
        classes.size() >= 2
            && classes.size() <= MAX_CLASSES
            && classes.stream().noneMatch(c -> c.isBlank() || c.matches(".*[,\\n\\r].*"))
            && classes.stream().distinct().count() == classes.size(),
        "classes",
        "2.." + MAX_CLASSES + " different names without commas",
        classes);
    metrics = Map.copyOf(metrics);
  }

  public ModelRef model() {
    return new ModelRef(name, version);
  }

  /** The lines of {@code metadata_props}, in a fixed order. */
  public Map<String, String> toMap() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("classes", String.join(",", classes));
    own.put("max_points", Integer.toString(SketchPoints.MAX));
    Map<String, String> lines =
        MetadataProps.of(KIND, name, version, own, trainingDataSha256, seed, metrics);
    lines.put("attribution", attribution);
    lines.put("producer_version", producerVersion);
    return lines;
  }

  /**
   * Reads the lines of {@code metadata_props}. Lines of other names are ignored.
   *
   * @throws IllegalArgumentException that names the line that is absent or wrong
   */
  public static SketchMetadata of(Map<String, String> props) {
    MetadataProps lines = new MetadataProps(props);
    lines.require("kind", KIND);
    lines.require("max_points", Integer.toString(SketchPoints.MAX));
    return new SketchMetadata(
        lines.text("name"),
        lines.text("version"),
        List.of(lines.text("classes").split(",", -1)),
        lines.text("training_data_sha256"),
        lines.whole("seed"),
        lines.metrics(),
        lines.text("attribution"),
        lines.text("producer_version"));
  }
}
