package io.wavecast.core.sketch;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Takes sketches of many drawings in and labels them in micro-batches, over states that live
 * elsewhere. What waits is marked in the states, so an engine that commits them together with what
 * it read and sent loses and repeats nothing. Of one thread, but for {@link #waiting}.
 */
public final class SketchEngine {
  private static final double NANOS = 1e9;
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private final SketchClassifier classifier;
  private final int maxBatch;
  private final Duration kept;
  private final SketchStates states;
  private final Consumer<SketchLabel> sink;
  private final Metrics metrics;
  private final LongConsumer late;
  private final LongSupplier nanoClock;
  private final PendingSketches waitingSketches = new PendingSketches();
  private final long[] acceptedAt;
  private float[] points = {};
  private float[] probabilities = {};
  private int timed;
  private volatile int waiting;
  private long newest = Long.MIN_VALUE;

  /**
   * @param classifier says what drawings show
   * @param maxBatch how many sketches may wait, at least 1
   * @param kept how long the state of a drawing is kept after its newest sketch, by the sketches'
   *     own time
   * @param states where the states are kept
   * @param sink takes the labels, in order within each drawing
   * @param metrics told of every label
   * @param nanoClock measures how long each took, ns
   */
  public SketchEngine(
      SketchClassifier classifier,
      int maxBatch,
      Duration kept,
      SketchStates states,
      Consumer<SketchLabel> sink,
      Metrics metrics,
      LongSupplier nanoClock) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    if (kept.isNegative() || kept.isZero()) {
      throw new IllegalArgumentException("state of a sketch must be kept for a while: " + kept);
    }
    this.classifier = classifier;
    this.maxBatch = maxBatch;
    this.kept = kept;
    this.states = states;
    this.sink = sink;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.acceptedAt = new long[maxBatch];
    this.late = metrics.counter(Metric.SKETCHES_LATE);
  }

  /**
   * Takes a sketch in.
   *
   * @return whether it is older than the newest of its drawing, and gets no label
   */
  public boolean accept(Sketch sketch) {
    String id = sketch.sketchId();
    SketchState state = waitingSketches.getOrElse(id, states);
    if (SketchStep.isLate(state, sketch)) {
      late.accept(1);
      return true;
    }
    if (SketchStep.mustFlushBefore(state)) {
      flush();
      state = states.get(id);
    }
    state = SketchStep.accept(state, sketch);
    states.putWaiting(id, state);
    newest = Math.max(newest, sketch.timestamp());
    if (timed < acceptedAt.length) {
      acceptedAt[timed++] = nanoClock.getAsLong();
    }
    waitingSketches.put(id, state);
    waiting = waitingSketches.size();
    if (waiting >= maxBatch) {
      flush();
    }
    return false;
  }

  /** How many sketches wait for their label. Any thread may ask. */
  public int waiting() {
    return waiting;
  }

  /**
   * Labels all that waits.
   *
   * @throws io.wavecast.core.model.ModelException when the model fails; then all waits still
   */
  public void flush() {
    int rows = waitingSketches.size();
    if (rows == 0) {
      return;
    }
    classify(rows);
    int[] row = {0};
    waitingSketches.forEach(
        (id, state) -> {
          List<SketchLabel> labels =
              SketchStep.labels(
                  state, id, classifier.model(), classifier.classes(), probabilities, row[0]);
          states.put(id, SketchStep.complete(state));
          labels.forEach(sink);
          row[0] += labels.size();
        });
    waitingSketches.clear();
    metrics.count(Metric.SKETCH_LABELS, rows, classifier.model().name());
    recordLatencies();
    waiting = 0;
  }

  private void classify(int rows) {
    int classes = classifier.classes().size();
    if (points.length < rows * VALUES) {
      points = new float[rows * VALUES];
      probabilities = new float[rows * classes];
    }
    int[] row = {0};
    waitingSketches.forEach(
        (id, state) -> {
          state.points(points, row[0]);
          row[0] += state.waiting();
        });
    long start = nanoClock.getAsLong();
    classifier.classify(points, rows, probabilities);
    String model = classifier.model().name();
    metrics.record(Metric.INFERENCE, (nanoClock.getAsLong() - start) / NANOS, model);
    metrics.record(Metric.BATCH_SIZE, rows, model);
    for (int i = 0; i < rows; i++) {
      if (!SketchStep.isFinite(probabilities, i * classes, classes)) {
        metrics.count(Metric.FALLBACKS, 1, model);
      }
    }
  }

  /** Forgets the states of drawings that nothing was drawn on for long. It reads every state. */
  public void forget() {
    List<String> over = new ArrayList<>();
    states.forEach(
        (id, state) -> {
          if (SketchStep.isOver(state, newest, kept)) {
            over.add(id);
          }
        });
    over.forEach(states::remove);
  }

  /** Forgets what it knows of what waits and finds it anew in the states. */
  public void recover() {
    waitingSketches.clear();
    timed = 0;
    newest = Long.MIN_VALUE;
    states.forEach(
        (id, state) -> {
          newest = Math.max(newest, state.newest());
          if (state.waiting() > 0) {
            waitingSketches.put(id, state);
          }
        });
    waiting = waitingSketches.size();
  }

  private void recordLatencies() {
    long now = nanoClock.getAsLong();
    for (int i = 0; i < timed; i++) {
      metrics.record(Metric.SKETCH_LATENCY, (now - acceptedAt[i]) / NANOS);
    }
    timed = 0;
  }
}
