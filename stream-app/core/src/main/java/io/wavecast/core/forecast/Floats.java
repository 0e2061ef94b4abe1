package io.wavecast.core.forecast;

/** Arithmetic on 32-bit floats. */
public final class Floats {
  private Floats() {}

  /** The nearest finite float, so that it can be written as JSON; NaN stays NaN. */
  public static float clamp(double x) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
  }
}
