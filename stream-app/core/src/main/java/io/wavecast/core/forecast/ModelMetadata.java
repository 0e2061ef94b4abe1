package io.wavecast.core.forecast;

import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
public record ModelMetadata(
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
  public ModelMetadata {
    require(name.matches("[A-Za-z0-9._-]{1,100}"), "name", "1..100 of A-Z a-z 0-9 . _ -", name);
    require(!version.isBlank(), "version", "not blank", version);
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

  /** The levels as an array of its own. */
  public double[] levels() {
    return quantileLevels.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The lines of {@code metadata_props}, in a fixed order. */
  public Map<String, String> toMap() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("kind", KIND);
    m.put("name", name);
    m.put("version", version);
    m.put("window", Integer.toString(window));
    m.put("horizon", Integer.toString(horizon));
    m.put(
        "quantile_levels",
        quantileLevels.stream().map(String::valueOf).collect(Collectors.joining(",")));
    m.put("scaling", scaling.label());
    m.put("training_data_sha256", trainingDataSha256);
    m.put("seed", Long.toString(seed));
    m.put(
        "metrics",
        new TreeMap<>(metrics)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(";")));
    m.put("producer_version", producerVersion);
    return m;
  }

  /**
   * Reads the lines of {@code metadata_props}. Lines of other names are ignored.
   *
   * @throws IllegalArgumentException that names the line that is absent or wrong
   */
  public static ModelMetadata of(Map<String, String> props) {
    String kind = line(props, "kind");
    require(kind.equals(KIND), "kind", KIND, kind);
    String scaling = line(props, "scaling");
    require(
        scaling.equals(Scaling.NONE.label()) || scaling.equals(Scaling.WINDOW.label()),
        "scaling",
        "none or window",
        scaling);
    return new ModelMetadata(
        line(props, "name"),
        line(props, "version"),
        (int) whole(props, "window"),
        (int) whole(props, "horizon"),
        levels(line(props, "quantile_levels")),
        Scaling.valueOf(scaling.toUpperCase(Locale.ROOT)),
        line(props, "training_data_sha256"),
        whole(props, "seed"),
        metrics(line(props, "metrics")),
        line(props, "producer_version"));
  }

  private static String line(Map<String, String> props, String key) {
    String value = props.get(key);
    require(value != null, key, "present", "nothing");
    return value == null ? "" : value;
  }

  private static long whole(Map<String, String> props, String key) {
    String value = line(props, key);
    require(value.matches("-?[0-9]{1,18}"), key, "a whole number", value);
    return Long.parseLong(value);
  }

  private static List<Double> levels(String text) {
    List<Double> levels = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      levels.add(number("quantile_levels", part, text));
    }
    return levels;
  }

  private static Map<String, Double> metrics(String text) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
      int at = part.indexOf('=');
      require(at > 0, "metrics", "name=number;name=number", text);
      metrics.put(part.substring(0, at), number("metrics", part.substring(at + 1), text));
    }
    return metrics;
  }

  private static double number(String key, String part, String whole) {
    try {
      return Double.parseDouble(part.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must hold numbers, got: " + whole, e);
    }
  }

  private static void require(boolean holds, String key, String limit, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must be " + limit + ", got: " + got);
    }
  }
}
