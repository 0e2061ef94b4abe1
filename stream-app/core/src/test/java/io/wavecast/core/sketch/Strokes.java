package io.wavecast.core.sketch;

import io.wavecast.schemas.sketch.Stroke;

/** Strokes for tests. */
public final class Strokes {
  private Strokes() {}

  /**
   * The stroke through some points.
   *
   * @param xy x of the first point, y of the first point, x of the second, ...
   */
  public static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Stroke(x, y);
  }
}
