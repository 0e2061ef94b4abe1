package io.wavecast.onnx.repository;

import io.wavecast.core.text.Glob;
import java.io.Serializable;

/**
 * Routes series to a model.
 *
 * @param pattern of complete series keys, not empty: {@code *} matches any characters, {@code ?}
 *     one, see {@link Glob}
 * @param model the model's name, not blank
 */
public record Route(String pattern, String model) implements Serializable {
  public Route {
    if (pattern.isEmpty() || model.isBlank()) {
      throw new IllegalArgumentException(
          "route must have a pattern and a model, got: '" + pattern + "' and '" + model + "'");
    }
  }

  /** Whether the pattern matches a series key. */
  public boolean matches(String series) {
    return new Glob(pattern).matches(series);
  }
}
