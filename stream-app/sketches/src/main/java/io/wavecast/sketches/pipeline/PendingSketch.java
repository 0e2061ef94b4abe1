package io.wavecast.sketches.pipeline;

import io.wavecast.sketches.event.Sketch;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A pending sketch, whose label is not made yet: the mark of the micro-batch.
 *
 * @param timestamp time of the sketch, ms since the epoch
 * @param count points drawn so far
 * @param total points of the complete drawing, where known
 * @param finished whether the drawing is complete
 * @param points the classifier's input, [100, 3]; shared
 */
record PendingSketch(
    long timestamp, int count, OptionalInt total, boolean finished, float[] points) {
  private static final int HEAD = 8 + 4 + 4 + 1 + 1;
  private static final int POINT = 4 + 4 + 1;

  static PendingSketch of(Sketch sketch) {
    return new PendingSketch(
        sketch.timestamp(),
        sketch.points(),
        sketch.total(),
        sketch.finished(),
        SketchPoints.of(sketch.strokes()));
  }

  /** The share of the drawing that was seen. */
  OptionalDouble seen() {
    if (finished) {
      return OptionalDouble.of(1);
    }
    return total.isPresent()
        ? OptionalDouble.of((double) count / total.getAsInt())
        : OptionalDouble.empty();
  }

  int size() {
    return HEAD + used() * POINT;
  }

  private int used() {
    int used = 0;
    while (used < SketchPoints.MAX && points[used * SketchPoints.WIDTH + 2] >= 0) {
      used++;
    }
    return used;
  }

  /** time(8) count(4) total or 0(4) finished(1) points(1), each: x(4) y(4) pen(1). */
  void write(ByteBuffer out) {
    int used = used();
    out.putLong(timestamp).putInt(count).putInt(total.orElse(0));
    out.put((byte) (finished ? 1 : 0)).put((byte) used);
    for (int i = 0; i < used; i++) {
      int at = i * SketchPoints.WIDTH;
      out.putFloat(points[at]).putFloat(points[at + 1]).put((byte) points[at + 2]);
    }
  }

  static PendingSketch read(ByteBuffer in) {
    long timestamp = in.getLong();
    int count = in.getInt();
    int total = in.getInt();
    boolean finished = in.get() == 1;
    int used = in.get();
    if (used < 1 || used > SketchPoints.MAX) {
      throw new IllegalArgumentException(
          "points of a pending sketch must be 1.." + SketchPoints.MAX + ", got: " + used);
    }
    float[] points = new float[SketchPoints.MAX * SketchPoints.WIDTH];
    for (int i = 0; i < SketchPoints.MAX; i++) {
      int at = i * SketchPoints.WIDTH;
      points[at] = i < used ? in.getFloat() : 0;
      points[at + 1] = i < used ? in.getFloat() : 0;
      points[at + 2] = i < used ? in.get() : -1;
    }
    OptionalInt known = total == 0 ? OptionalInt.empty() : OptionalInt.of(total);
    return new PendingSketch(timestamp, count, known, finished, points);
  }
}
