package io.wavecast.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code metadata_props} of an ONNX model, as every kind of model writes and reads
 * them. Every refusal names the line that is absent or wrong.
 *
 * @param props lines by name; those of other names are ignored
 */
public record MetadataProps(Map<String, String> props) {

  /**
   * A line.
   *
   * @throws IllegalArgumentException when it is absent
   */
  public String text(String key) {
    String value = props.get(key);
    require(value != null, key, "present", "nothing");
    return value == null ? "" : value;
  }

  /**
   * A line of a whole number of at most 18 digits.
   *
   * @throws IllegalArgumentException when it is absent or holds none
   */
  public long whole(String key) {
    String value = text(key);
    require(value.matches("-?[0-9]{1,18}"), key, "a whole number", value);
    return Long.parseLong(value);
  }

  /**
   * The line {@code metrics}: name=number;name=number.
   *
   * @throws IllegalArgumentException when it is absent or holds something else
   */
  public Map<String, Double> metrics() {
    String text = text("metrics");
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
      int at = part.indexOf('=');
      require(at > 0, "metrics", "name=number;name=number", text);
      metrics.put(part.substring(0, at), number("metrics", part.substring(at + 1), text));
    }
    return metrics;
  }

  /**
   * A number that is a part of a line.
   *
   * @param whole the line, for the message
   * @throws IllegalArgumentException when it is none
   */
  public static double number(String key, String part, String whole) {
    try {
      return Double.parseDouble(part.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must hold numbers, got: " + whole, e);
    }
  }

  /**
   * Requires that a line says this.
   *
   * @throws IllegalArgumentException when it is absent or says something else
   */
  public void require(String key, String value) {
    String got = text(key);
    require(got.equals(value), key, value, got);
  }

  /**
   * Requires what holds for models of all kinds.
   *
   * @throws IllegalArgumentException that names the line that is wrong
   */
  public static void requireCommon(String name, String version, String trainingDataSha256) {
    require(name.matches("[A-Za-z0-9._-]{1,100}"), "name", "1..100 of A-Z a-z 0-9 . _ -", name);
    require(!version.isBlank(), "version", "not blank", version);
    require(
        trainingDataSha256.matches("[0-9a-f]{64}"),
        "training_data_sha256",
        "64 hexadecimal digits",
        trainingDataSha256);
  }

  /**
   * @throws IllegalArgumentException when it does not hold
   */
  public static void require(boolean holds, String key, String limit, @Nullable Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must be " + limit + ", got: " + got);
    }
  }

  /**
   * All lines of a model, in a fixed order.
   *
   * @param own the lines of its kind, in their order
   * @param metrics figures measured by the trainer
   */
  public static Map<String, String> of(
      String kind,
      String name,
      String version,
      Map<String, String> own,
      String trainingDataSha256,
      long seed,
      Map<String, Double> metrics) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("kind", kind);
    lines.put("name", name);
    lines.put("version", version);
    lines.putAll(own);
    lines.put("training_data_sha256", trainingDataSha256);
    lines.put("seed", Long.toString(seed));
    lines.put(
        "metrics",
        new TreeMap<>(metrics)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(";")));
    return lines;
  }
}
