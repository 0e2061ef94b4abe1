package io.wavecast.onnx.repository;

import io.wavecast.core.text.SeriesPattern;
import java.io.Serializable;
import java.util.Map;

/**
 * Routes series to a model.
 *
 * @param pattern of the series
 * @param model the model's name, not blank
 */
public record Route(SeriesPattern pattern, String model) implements Serializable {
  public Route {
    if (model.isBlank()) {
      throw wrong(pattern.text(), model);
    }
  }

  /**
   * @throws IllegalArgumentException when the pattern is none; the message names the model
   */
  public Route(String pattern, String model) {
    this(read(pattern, model), model);
  }

  private static SeriesPattern read(String pattern, String model) {
    if (pattern.isEmpty()) {
      throw wrong(pattern, model);
    }
    try {
      return SeriesPattern.of(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("route to model '" + model + "': " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException wrong(String pattern, String model) {
    return new IllegalArgumentException(
        "route must have a pattern and a model, got: '" + pattern + "' and '" + model + "'");
  }

  /**
   * Whether the pattern matches a series.
   *
   * @param series its key
   * @param labels by name
   */
  public boolean matches(String series, Map<String, String> labels) {
    return pattern.matches(series, labels);
  }
}
