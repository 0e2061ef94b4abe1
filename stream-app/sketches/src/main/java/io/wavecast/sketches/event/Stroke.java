package io.wavecast.sketches.event;

import io.wavecast.schemas.BadRecordException;
import java.util.Arrays;
import java.util.List;

/**
 * A line drawn without lifting the pen. The arrays are shared, not copied.
 *
 * @param x from left to right, in the unit of the drawing; at least one point
 * @param y from top to bottom, of the same length
 */
public record Stroke(float[] x, float[] y) {
  /** The largest magnitude of a coordinate. */
  public static final float MAX_MAGNITUDE = 1e9f;

  /**
   * @throws BadRecordException when there is no point, x and y differ in number, or a coordinate is
   *     no number or too large
   */
  public Stroke {
    if (x.length == 0 || x.length != y.length) {
      throw new BadRecordException(
          BadRecordException.Reason.OUT_OF_RANGE,
          "x and y of a stroke must be of one length, at least 1, got: %d and %d"
              .formatted(x.length, y.length));
    }
    for (int i = 0; i < x.length; i++) {
      check("x", x[i]);
      check("y", y[i]);
    }
  }

  private static void check(String axis, float value) {
    if (!Float.isFinite(value)) {
      throw new BadRecordException(
          BadRecordException.Reason.NOT_FINITE,
          axis + " of a stroke must be finite, got: " + value);
    }
    if (Math.abs(value) > MAX_MAGNITUDE) {
      throw new BadRecordException(
          BadRecordException.Reason.OUT_OF_RANGE,
          "magnitude of " + axis + " of a stroke must be at most 1e9, got: " + value);
    }
  }

  /** The number of points. */
  public int size() {
    return x.length;
  }

  /** The box around strokes: least x, greatest x, least y, greatest y. */
  public static double[] bounds(List<Stroke> strokes) {
    double[] box = {1e30, -1e30, 1e30, -1e30};
    for (Stroke stroke : strokes) {
      for (int i = 0; i < stroke.size(); i++) {
        box[0] = Math.min(box[0], stroke.x[i]);
        box[1] = Math.max(box[1], stroke.x[i]);
        box[2] = Math.min(box[2], stroke.y[i]);
        box[3] = Math.max(box[3], stroke.y[i]);
      }
    }
    return box;
  }

  /** The first {@code n} points. */
  public Stroke head(int n) {
    return n >= x.length ? this : new Stroke(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Stroke s && Arrays.equals(x, s.x) && Arrays.equals(y, s.y);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
  }

  @Override
  public String toString() {
    return "Stroke[" + x.length + " points]";
  }
}
