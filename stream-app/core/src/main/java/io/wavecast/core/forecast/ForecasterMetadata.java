package io.wavecast.core.forecast;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a forecaster's file says of itself: the {@code metadata_props} of the ONNX model.
 *
 * @param name the model's name
 * @param version the model's version
 * @param window values in a window
 * @param horizon values in a forecast
 * @param quantileLevels levels of the quantiles, ascending, each in (0, 1), at least 2
 * @param scaling what the graph does to a window before the network sees it
 * @param trainingDataSha256 hash of the training data, 64 hexadecimal digits
 * @param seed seed of the training
 * @param metrics figures measured by the trainer, e.g. {@code valid_mse}
 * @param producerVersion version of the trainer
 */
public record ForecasterMetadata(
    String name,
    String version,
    int window,
    int horizon,
    List<Double> quantileLevels,
    Scaling scaling,
    String trainingDataSha256,
    long seed,
    Map<String, Double> metrics,
    String producerVersion) {
  /** The only kind of model that this contract describes. */
  public static final String KIND = "forecaster";

  /** Name of the graph's input: float [batch, window, 1]. */
  public static final String INPUT = "window";

  /** Name of the graph's first output: float [batch, horizon]. */
  public static final String FORECAST = "forecast";

  /** Name of the graph's second output: float [batch, horizon, levels]. */
  public static final String QUANTILES = "quantiles";

  /** What the graph does to a window before the network sees it. */
  public enum Scaling {
    /** Nothing: the network sees raw values. */
    NONE,
    /** Each window is centred and scaled by its own values, and the forecast scaled back. */
    WINDOW;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException that names the line that is wrong
   */
  public ForecasterMetadata {
    MetadataProps.requireCommon(name, version, trainingDataSha256);
    require(window == Forecaster.WINDOW, "window", "" + Forecaster.WINDOW, window);
    require(horizon == Forecaster.HORIZON, "horizon", "" + Forecaster.HORIZON, horizon);
    quantileLevels = List.copyOf(quantileLevels);
    boolean ascending = quantileLevels.size() >= 2;
    double last = 0;
    for (double level : quantileLevels) {
      ascending &= level > last && level < 1;
      last = level;
    }
    require(ascending, "quantile_levels", "2 or more, ascending, in (0, 1)", quantileLevels);
    metrics = Map.copyOf(metrics);
  }

  public ModelRef model() {
    return new ModelRef(name, version);
  }

  /** The levels as an array of its own. */
  public double[] levels() {
    return quantileLevels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The lines of {@code metadata_props}, in a fixed order. */
  public Map<String, String> toMap() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("window", Integer.toString(window));
    own.put("horizon", Integer.toString(horizon));
    own.put(
        "quantile_levels",
        quantileLevels.stream().map(String::valueOf).collect(Collectors.joining(",")));
    own.put("scaling", scaling.label());
    Map<String, String> lines =
        MetadataProps.of(KIND, name, version, own, trainingDataSha256, seed, metrics);
    lines.put("producer_version", producerVersion);
    return lines;
  }

  /**
   * Reads the lines of {@code metadata_props}. Lines of other names are ignored.
   *
   * @throws IllegalArgumentException that names the line that is absent or wrong
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
        lines.text("name"),
        lines.text("version"),
        (int) lines.whole("window"),
        (int) lines.whole("horizon"),
        levels(lines.text("quantile_levels")),
        Scaling.valueOf(scaling.toUpperCase(Locale.ROOT)),
        lines.text("training_data_sha256"),
        lines.whole("seed"),
        lines.metrics(),
        lines.text("producer_version"));
  }

  private static List<Double> levels(String text) {
    List<Double> levels = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      levels.add(MetadataProps.number("quantile_levels", part, text));
    }
    return levels;
  }
}
