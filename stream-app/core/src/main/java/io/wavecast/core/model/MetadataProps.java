package io.wavecast.core.model;

import io.wavecast.core.text.CsvRows;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code metadata_props} of an ONNX model. Every error names the property that is absent
 * or wrong.
 *
 * @param props values by name; unknown names are ignored
 */
public record MetadataProps(Map<String, String> props) {

  /**
   * A property.
   *
   * @throws IllegalArgumentException when it is absent
   */
  public String text(String key) {
    String value = props.get(key);
    require(value != null, key, "present", "nothing");
    return value == null ? "" : value;
  }

  /**
   * A property that is an integer of at most 18 digits.
   *
   * @throws IllegalArgumentException when it is absent or no such integer
   */
  public long whole(String key) {
    String value = text(key);
    require(value.matches("-?[0-9]{1,18}"), key, "a whole number", value);
    return Long.parseLong(value);
  }

  /**
   * A property that is an integer of at most 9 digits.
   *
   * @throws IllegalArgumentException when it is absent or no such integer
   */
  public int count(String key) {
    String value = text(key);
    require(value.matches("-?[0-9]{1,9}"), key, "a whole number", value);
    return Integer.parseInt(value);
  }

  /**
   * The property {@code metrics}: {@code name=number;name=number}.
   *
   * @throws IllegalArgumentException when it is absent or malformed
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
   * A number that is a part of a property.
   *
   * @param line the full value of the property, for the message
   * @throws IllegalArgumentException when the part is no number
   */
  public static double number(String key, String part, String line) {
    try {
      return Double.parseDouble(part.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata line '" + key + "' must hold numbers, got: " + CsvRows.shorten(line), e);
    }
  }

  /**
   * Requires a property to have this value.
   *
   * @throws IllegalArgumentException when it is absent or has another value
   */
  public void require(String key, String value) {
    String got = text(key);
    require(got.equals(value), key, value, got);
  }

  /**
   * Requires a condition on a property.
   *
   * @throws IllegalArgumentException when it does not hold
   */
  public static void require(boolean holds, String key, String limit, @Nullable Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "metadata line '%s' must be %s, got: %s"
              .formatted(key, limit, CsvRows.shorten(String.valueOf(got))));
    }
  }
}
