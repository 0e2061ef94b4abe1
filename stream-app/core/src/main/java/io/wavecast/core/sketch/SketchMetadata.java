package io.wavecast.core.sketch;

import io.wavecast.schemas.ModelRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    require(name.matches("[A-Za-z0-9._-]{1,100}"), "name", "1..100 of A-Z a-z 0-9 . _ -", name);
    require(!version.isBlank(), "version", "not blank", version);
    classes = List.copyOf(classes);
    require(
        classes.size() >= 2
            && classes.size() <= MAX_CLASSES
            && classes.stream().noneMatch(c -> c.isBlank() || c.matches(".*[,\\n\\r].*"))
            && classes.stream().distinct().count() == classes.size(),
        "classes",
        "2.." + MAX_CLASSES + " different names without commas",
        classes);
    require(
        trainingDataSha256.matches("[0-9a-f]{64}"),
        "training_data_sha256",
        "64 hexadecimal digits",
        trainingDataSha256);
    metrics = Map.copyOf(metrics);
  }

  public ModelRef model() {
    return new ModelRef(name, version);
  }

  /** The lines of {@code metadata_props}, in a fixed order. */
  public Map<String, String> toMap() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("kind", KIND);
    m.put("name", name);
    m.put("version", version);
    m.put("classes", String.join(",", classes));
    m.put("max_points", Integer.toString(SketchPoints.MAX));
    m.put("training_data_sha256", trainingDataSha256);
    m.put("seed", Long.toString(seed));
    m.put(
        "metrics",
        new TreeMap<>(metrics)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(";")));
    m.put("attribution", attribution);
    m.put("producer_version", producerVersion);
    return m;
  }

  /**
   * Reads the lines of {@code metadata_props}. Lines of other names are ignored.
   *
   * @throws IllegalArgumentException that names the line that is absent or wrong
   */
  public static SketchMetadata of(Map<String, String> props) {
    String kind = line(props, "kind");
    require(kind.equals(KIND), "kind", KIND, kind);
    String points = line(props, "max_points");
    require(
        points.equals(Integer.toString(SketchPoints.MAX)),
        "max_points",
        Integer.toString(SketchPoints.MAX),
        points);
    String seed = line(props, "seed");
    require(seed.matches("-?[0-9]{1,18}"), "seed", "a whole number", seed);
    return new SketchMetadata(
        line(props, "name"),
        line(props, "version"),
        List.of(line(props, "classes").split(",", -1)),
        line(props, "training_data_sha256"),
        Long.parseLong(seed),
        metrics(line(props, "metrics")),
        line(props, "attribution"),
        line(props, "producer_version"));
  }

  private static Map<String, Double> metrics(String text) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
      int at = part.indexOf('=');
      require(at > 0, "metrics", "name=number;name=number", text);
      try {
        metrics.put(part.substring(0, at), Double.parseDouble(part.substring(at + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "metadata line 'metrics' must hold numbers, got: " + text, e);
      }
    }
    return metrics;
  }

  private static String line(Map<String, String> props, String key) {
    String value = props.get(key);
    require(value != null, key, "present", "nothing");
    return value == null ? "" : value;
  }

  private static void require(boolean holds, String key, String limit, @Nullable Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must be " + limit + ", got: " + got);
    }
  }
}
