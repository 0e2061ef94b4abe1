package io.wavecast.core.forecast.window;

/** How much a series moves from value to value. */
final class Spread {
  private Spread() {}

  /**
   * Root mean square of the differences of neighbouring values.
   *
   * @param values any number of them
   * @param otherwise what to say when there are fewer than 2
   */
  static float of(float[] values, float otherwise) {
    if (values.length < 2) {
      return otherwise;
    }
    return (float) Math.sqrt(sumOfSquares(values) / (values.length - 1));
  }

  /** Sum of the squared differences of neighbouring values. */
  static double sumOfSquares(float[] values) {
    double sum = 0;
    for (int i = 1; i < values.length; i++) {
      double d = (double) values[i] - values[i - 1];
      sum += d * d;
    }
    return sum;
  }
}
