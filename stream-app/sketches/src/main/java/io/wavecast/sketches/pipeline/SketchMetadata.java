package io.wavecast.sketches.pipeline;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.core.model.ModelMetadata;
import io.wavecast.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of a sketch classifier: the {@code metadata_props} of its ONNX file.
 *
 * @param provenance where the model comes from
 * @param classes names of the classes, 2..10,000, in the order of the probabilities; none holds a
 *     comma or a line break
 * @param attribution whose data it was trained on, and under what licence
 */
public record SketchMetadata(Provenance provenance, List<String> classes, String attribution)
    implements ModelMetadata {
  /** The kind of model that this contract describes. */
  public static final String KIND = "sketch-classifier";

  /** Name of the graph's only input: float [batch, 100, 3], see {@link SketchPoints}. */
  public static final String INPUT = "points";

  /** Name of the graph's output: float [batch, classes], each row adds up to 1. */
  public static final String PROBABILITIES = "probabilities";

  private static final int MAX_CLASSES = 10_000;

  /**
   * @throws IllegalArgumentException that names the property that is wrong
   */
  public SketchMetadata {
    classes = List.copyOf(classes);
    require(
        classes.size() >= 2
            && classes.size() <= MAX_CLASSES
            && classes.stream().noneMatch(c -> c.isBlank() || c.matches(".*[,\\n\\r].*"))
            && classes.stream().distinct().count() == classes.size(),
        "classes",
        "2.." + MAX_CLASSES + " different names without commas",
        classes);
  }

  @Override
  public Map<String, String> toMap() {
    Map<String, String> contract = new LinkedHashMap<>();
    contract.put("classes", String.join(",", classes));
    contract.put("max_points", Integer.toString(SketchPoints.MAX));
    return provenance.toMap(KIND, contract, Map.of("attribution", attribution));
  }

  /**
   * Reads {@code metadata_props}. Unknown names are ignored.
   *
   * @throws IllegalArgumentException that names the property that is absent or wrong
   */
  public static SketchMetadata of(Map<String, String> props) {
    MetadataProps lines = new MetadataProps(props);
    lines.require("kind", KIND);
    lines.require("max_points", Integer.toString(SketchPoints.MAX));
    return new SketchMetadata(
        Provenance.of(lines),
        List.of(lines.text("classes").split(",", -1)),
        lines.text("attribution"));
  }
}
