package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.data.Examples;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Drawings as a classifier sees them, and what they are. The arrays are shared, not copied.
 *
 * @param points [size, 100, 3], see {@link SketchPoints}
 * @param labels [size], the class of each, from 0
 */
public record SketchSet(float[] points, int[] labels) implements Examples<SketchSet> {
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  public SketchSet {
    if (labels.length < 1 || points.length != labels.length * VALUES) {
      throw new IllegalArgumentException(
          "a set of %d drawings must hold %d values, got: %d"
              .formatted(labels.length, labels.length * VALUES, points.length));
    }
  }

  /** The drawings of two sets, one after the other. */
  static SketchSet joined(SketchSet a, SketchSet b) {
    int[] labels = Arrays.copyOf(a.labels, a.size() + b.size());
    System.arraycopy(b.labels, 0, labels, a.size(), b.size());
    return new SketchSet(concat(a.points, b.points), labels);
  }

  static float[] concat(float[] a, float[] b) {
    float[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public SketchSet pick(int... rows) {
    float[] picked = new float[rows.length * VALUES];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(points, rows[i] * VALUES, picked, i * VALUES, VALUES);
    }
    return new SketchSet(picked, IntStream.of(rows).map(row -> labels[row]).toArray());
  }
}
