package io.wavecast.sketches.pipeline;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PendingInputs;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.StateCodec;
import io.wavecast.core.stream.States;
import io.wavecast.core.stream.Tick;
import io.wavecast.sketches.SketchMetrics;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchLabelCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Labels sketches of many drawings in micro-batches. Not thread-safe, except for its gauges. */
final class SketchPipeline implements Pipeline<Sketch> {
  /**
   * Stored states that are visited between two inputs after a start, and by a check for old ones.
   */
  static final int SLICE = 500;

  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private final SketchSpec spec;
  private final PipelineContext context;
  private final SketchClassifier classifier;
  private final States<SketchState> states;
  private final PendingInputs pending;
  private final Metrics metrics;
  private final LongConsumer late;
  private final LongSupplier nanoClock;
  private float[] points = {};
  private float[] probabilities = {};
  private long latest = Long.MIN_VALUE;

  /** Where the check for old drawings goes on. */
  private KeyedStore.@Nullable Scan expiring;

  SketchPipeline(SketchSpec spec, SketchClassifier classifier, PipelineContext context) {
    this.spec = spec;
    this.context = context;
    this.classifier = classifier;
    this.metrics = context.metrics();
    this.nanoClock = context.nanoClock();
    this.states =
        States.whole(
            context.store(),
            StateCodec.of(SketchState.EMPTY, SketchState::of, SketchState::toBytes));
    this.pending =
        new PendingInputs(spec.maxBatch(), metrics.histogram(SketchMetrics.LATENCY), nanoClock);
    this.late = metrics.counter(SketchMetrics.LATE);
  }

  @Override
  public Optional<Rejection> accept(Sketch sketch) {
    String id = sketch.sketchId();
    SketchState state = states.get(id);
    if (SketchStep.isLate(state, sketch)) {
      late.accept(1);
      return spec.latePolicy() == LatePolicy.DEAD_LETTER
          ? Optional.of(Rejection.late("drawing", sketch.timestamp()))
          : Optional.empty();
    }
    if (SketchStep.mustFlushBefore(state)) {
      flushBatch();
      state = states.get(id);
    }
    states.put(id, SketchStep.accept(state, sketch));
    latest = Math.max(latest, sketch.timestamp());
    if (pending.add(id)) {
      flushBatch();
    }
    return Optional.empty();
  }

  @Override
  public int pending() {
    return pending.size() + (states.isRecovering() ? 1 : 0);
  }

  /** Labels all pending sketches; after a start it looks for some in stored states first. */
  @Override
  public void flush() {
    states.advance(SLICE);
    flushBatch();
  }

  private void flushBatch() {
    int rows = pending.size();
    if (rows == 0) {
      return;
    }
    classify(rows);
    int row = 0;
    for (String id : pending.keys()) {
      SketchState state = states.get(id);
      List<SketchLabel> labels =
          SketchStep.labels(
              state, id, classifier.model(), classifier.classes(), probabilities, row);
      states.put(id, SketchStep.complete(state));
      for (SketchLabel label : labels) {
        context.emit(spec.topics().labels(), id, SketchLabelCodec.write(label), label.timestamp());
      }
      row += labels.size();
    }
    metrics.count(SketchMetrics.LABELS, rows, classifier.model().name());
    pending.complete();
  }

  private void classify(int rows) {
    int classes = classifier.classes().size();
    if (points.length < rows * VALUES) {
      points = new float[rows * VALUES];
      probabilities = new float[rows * classes];
    }
    int row = 0;
    for (String id : pending.keys()) {
      SketchState state = states.get(id);
      state.points(points, row);
      row += state.pending();
    }
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

  @Override
  public void save() {
    states.save();
  }

  @Override
  public void recover() {
    pending.clear();
    latest = Long.MIN_VALUE;
    expiring = null;
    states.recover(
        (id, state) -> {
          latest = Math.max(latest, state.latest());
          if (state.pending() > 0) {
            pending.restore(id, state.pending());
          }
        });
  }

  @Override
  public List<Tick> ticks() {
    return List.of(new Tick(EXPIRY_INTERVAL, (now, watermark) -> expire()));
  }

  /** Removes the states of old drawings among the next stored ones, after the last the first. */
  private void expire() {
    List<String> ids = new ArrayList<>();
    expiring = expiring == null ? context.store().scan("") : expiring;
    if (!expiring.next(SLICE, ids::add)) {
      expiring = null;
    }
    for (String id : ids) {
      if (SketchStep.isExpired(states.get(id), latest, spec.kept())) {
        states.remove(id);
      }
    }
  }

  @Override
  public List<Gauge> gauges() {
    return List.of(Gauge.of(SketchMetrics.PENDING, pending::size));
  }
}
