package io.wavecast.onnx.repository;

/**
 * Sends series to a model.
 *
 * @param pattern of whole series keys, in which {@code *} stands for any text
 * @param model the model's name
 */
public record Route(String pattern, String model) {
  public Route {
    if (pattern.isEmpty() || model.isBlank()) {
      throw new IllegalArgumentException(
          "route must have a pattern and a model, got: '" + pattern + "' and '" + model + "'");
    }
  }

  /** Whether the pattern fits a series key. Takes time in proportion to the key and the pattern. */
  public boolean matches(String series) {
    int at = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (at < series.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = at;
      } else if (p < pattern.length() && pattern.charAt(p) == series.charAt(at)) {
        p++;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
