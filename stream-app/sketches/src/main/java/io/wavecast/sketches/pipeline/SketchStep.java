package io.wavecast.sketches.pipeline;

import io.wavecast.schemas.ModelRef;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchLabel.Guess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sketch does to the state of its drawing: it is pending until it is classified, then its
 * label is emitted. Every sketch gets one label, in order. Pure functions.
 */
public final class SketchStep {
  /** Classes on a label. */
  public static final int TOP = 5;

  private SketchStep() {}

  /** Whether a sketch is older than the latest one of its drawing. */
  public static boolean isLate(SketchState state, Sketch sketch) {
    return sketch.timestamp() < state.latest;
  }

  /** Whether the state has no room for another pending sketch. */
  public static boolean mustFlushBefore(SketchState state) {
    return state.pending() >= SketchState.MAX_PENDING;
  }

  /** Takes in a sketch that is not late: it is pending now. */
  public static SketchState accept(SketchState state, Sketch sketch) {
    return state.with(PendingSketch.of(sketch));
  }

  /** The state after all pending sketches were labelled. */
  public static SketchState complete(SketchState state) {
    return state.withoutPending();
  }

  /**
   * The labels of all pending sketches, oldest first.
   *
   * @param sketchId names the drawing
   * @param classes names of the classes
   * @param probabilities [rows, classes]; where a row is not finite, all classes are equally likely
   * @param row the row of the first
   */
  public static List<SketchLabel> labels(
      SketchState state,
      String sketchId,
      ModelRef model,
      List<String> classes,
      float[] probabilities,
      int row) {
    List<SketchLabel> labels = new ArrayList<>(state.pending());
    for (int i = 0; i < state.pending(); i++) {
      PendingSketch sketch = state.pending.get(i);
      labels.add(
          new SketchLabel(
              sketchId,
              sketch.timestamp(),
              top(classes, probabilities, (row + i) * classes.size()),
              sketch.count(),
              sketch.seen(),
              sketch.finished(),
              model));
    }
    return labels;
  }

  /** The most probable classes; of equally probable ones the first. */
  private static List<Guess> top(List<String> classes, float[] probabilities, int from) {
    int n = classes.size();
    boolean[] taken = new boolean[n];
    boolean finite = isFinite(probabilities, from, n);
    List<Guess> top = new ArrayList<>(TOP);
    for (int k = 0; k < Math.min(TOP, n); k++) {
      int best = -1;
      for (int c = 0; c < n; c++) {
        if (!taken[c]
            && (best < 0 || (finite && probabilities[from + c] > probabilities[from + best]))) {
          best = c;
        }
      }
      taken[best] = true;
      float probability = finite ? Math.min(1, probabilities[from + best]) : 1f / n;
      top.add(new Guess(classes.get(best), probability));
    }
    return top;
  }

  /** Whether a row of probabilities can be used. */
  static boolean isFinite(float[] probabilities, int from, int n) {
    for (int c = 0; c < n; c++) {
      if (!(probabilities[from + c] >= 0 && Float.isFinite(probabilities[from + c]))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the state of a drawing may be removed: nothing is pending, and its latest sketch is
   * old.
   *
   * @param now time of the latest sketch of any drawing, ms since the epoch
   */
  public static boolean isExpired(SketchState state, long now, Duration kept) {
    return state.pending() == 0 && state.latest < now - kept.toMillis();
  }
}
