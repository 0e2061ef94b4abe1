package io.wavecast.core.forecast;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.core.model.ModelMetadata;
import io.wavecast.core.model.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The metadata of a forecaster: the {@code metadata_props} of its ONNX file.
 *
 * @param provenance where the model comes from
 * @param shape lengths of windows and forecasts
 * @param quantileLevels levels of the quantiles, ascending, each in (0, 1), 2 to {@value
 *     #MAX_LEVELS}
 * @param scaling how the graph scales a window before the network sees it
 */
public record ForecasterMetadata(
    Provenance provenance, Shape shape, List<Double> quantileLevels, Scaling scaling)
    implements ModelMetadata {
  /** The kind of model that this contract describes. */
  public static final String KIND = "forecaster";

  /** Name of the graph's input: float [batch, window, 1]. */
  public static final String INPUT = "window";

  /** Name of the graph's first output: float [batch, horizon]. */
  public static final String FORECAST = "forecast";

  /** Name of the graph's second output: float [batch, horizon, levels]. */
  public static final String QUANTILES = "quantiles";

  /** The most levels: percentiles. */
  public static final int MAX_LEVELS = 99;

  /** How the graph scales a window before the network sees it. */
  public enum Scaling {
    /** Not at all: the network sees raw values. */
    NONE,
    /** Each window is centred and scaled by its own values, and the forecast scaled back. */
    WINDOW;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException that names the property that is wrong
   */
  public ForecasterMetadata {
    quantileLevels = List.copyOf(quantileLevels);
    int levels = quantileLevels.size();
    require(levels <= MAX_LEVELS, "quantile_levels", "at most " + MAX_LEVELS + " levels", levels);
    boolean ascending = levels >= 2;
    double last = 0;
    for (double level : quantileLevels) {
      ascending &= level > last && level < 1;
      last = level;
    }
    require(ascending, "quantile_levels", "2 or more, ascending, in (0, 1)", quantileLevels);
  }

  /** The levels as a new array. */
  public double[] levels() {
    return quantileLevels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Map<String, String> toMap() {
    Map<String, String> contract = new LinkedHashMap<>();
    contract.put("window", Integer.toString(shape.window()));
    contract.put("horizon", Integer.toString(shape.horizon()));
    contract.put(
        "quantile_levels",
        quantileLevels.stream().map(String::valueOf).collect(Collectors.joining(",")));
    contract.put("scaling", scaling.label());
    return provenance.toMap(KIND, contract, Map.of());
  }

  /**
   * Reads {@code metadata_props}. Unknown names are ignored.
   *
   * @throws IllegalArgumentException that names the property that is absent or wrong
   */
  public static ForecasterMetadata of(Map<String, String> props) {
    MetadataProps lines = new MetadataProps(props);
    lines.require("kind", KIND);
    String scaling = lines.text("scaling");
    require(
        scaling.equals(Scaling.NONE.label()) || scaling.equals(Scaling.WINDOW.label()),
        "scaling",
        "none or window",
        scaling);
    return new ForecasterMetadata(
        Provenance.of(lines),
        new Shape(lines.count("window"), lines.count("horizon")),
        levels(lines.text("quantile_levels")),
        Scaling.valueOf(scaling.toUpperCase(Locale.ROOT)));
  }

  private static List<Double> levels(String text) {
    List<Double> levels = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      levels.add(MetadataProps.number("quantile_levels", part, text));
    }
    return levels;
  }
}
