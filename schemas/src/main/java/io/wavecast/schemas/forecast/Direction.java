package io.wavecast.schemas.forecast;

/** Where a value lies, as seen from what was expected. */
public enum Direction {
  ABOVE,
  BELOW,
  /** Nothing was expected, there is no value, or what is unusual lies on neither side. */
  NONE;

  /** Where a value lies, as seen from an expected one; NONE if that is NaN. */
  public static Direction of(double value, double expected) {
    if (Double.isNaN(expected) || value == expected) {
      return NONE;
    }
    return value > expected ? ABOVE : BELOW;
  }
}
