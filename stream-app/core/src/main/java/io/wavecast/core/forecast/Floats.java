package io.wavecast.core.forecast;

/** Arithmetic on 32-bit floats. */
public final class Floats {
  private Floats() {}

  /** The nearest finite float, so that it can be written as JSON; NaN stays NaN. */
  public static float clamp(double x) {
    return clamp((float) x);
  }

  /** The nearest finite float; NaN stays NaN. */
  public static float clamp(float x) {
    return Float.isInfinite(x) ? Math.copySign(Float.MAX_VALUE, x) : x;
  }
}
