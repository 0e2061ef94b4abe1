package io.wavecast.core.aggregate;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.States;
import io.wavecast.core.stream.Tick;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the events of many series in windows of event time. Each window with events becomes
 * one observation, at the start of the window, when the series' newest event passes the end of the
 * window and its grace, or when the series is silent. Not thread-safe, except for its gauges.
 */
final class AggregationPipeline implements Pipeline<RawEvent>, Silence.Closing {
  /** Stored states that are visited between two inputs after a start. */
  static final int SLICE = 500;

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private final AggregationSpec spec;
  private final PipelineContext context;
  private final States<OpenWindows> states;
  private final Silence silence;
  private final LongConsumer aggregated;
  private final LongConsumer late;
  private final LongConsumer closed;
  private int openNow;
  private volatile int open;

  AggregationPipeline(AggregationSpec spec, PipelineContext context) {
    this.spec = spec;
    this.context = context;
    this.states = new States<>(context.store(), new OpenWindowsCodec());
    this.silence = new Silence(spec.expireAfter(), this);
    this.aggregated = context.metrics().counter(Metric.EVENTS_AGGREGATED);
    this.late = context.metrics().counter(Metric.EVENTS_LATE);
    this.closed = context.metrics().counter(Metric.EVENT_WINDOWS_CLOSED);
  }

  @Override
  public Optional<Rejection> accept(RawEvent event) {
    Aggregation aggregation = spec.inputs().get(event.input());
    Rejection why = aggregation == null ? unknownInput(event) : unfit(event, aggregation);
    if (aggregation == null || why != null) {
      return Optional.ofNullable(why);
    }
    String series = event.series();
    OpenWindows state = states.get(series);
    boolean isNew = state == OpenWindowsCodec.EMPTY;
    if (isNew) {
      state = new OpenWindows(aggregation);
    } else if (!state.aggregation().equals(aggregation)) {
      state = changedTo(aggregation, series, state);
    }
    if (state.isLate(event)) {
      return late(event, state);
    }
    int before = state.open();
    state.add(event, maxFilled(state), sink(series, state));
    opened(state.open() - before);
    aggregated.accept(1);
    states.put(series, state);
    silence.accepted(series, state, isNew);
    return Optional.empty();
  }

  private Rejection unknownInput(RawEvent event) {
    return new Rejection(
        Reason.OUT_OF_RANGE,
        "input must be one of "
            + new TreeSet<>(spec.inputs().keySet())
            + " with an aggregate, got: '"
            + event.input()
            + "'");
  }

  private static @Nullable Rejection unfit(RawEvent event, Aggregation aggregation) {
    return aggregation.aggregate().needsValue() && !event.hasValue()
        ? new Rejection(Reason.MISSING_FIELD, "field 'value' is missing")
        : null;
  }

  private Optional<Rejection> late(RawEvent event, OpenWindows state) {
    late.accept(1);
    return spec.latePolicy() == LatePolicy.DEAD_LETTER
        ? Optional.of(
            new Rejection(
                Reason.LATE,
                "window of timestamp has closed, as all before %d have, got: %d"
                    .formatted(state.next, event.timestamp())))
        : Optional.empty();
  }

  /** Closes the windows of other settings; new ones begin where these have ended. */
  private OpenWindows changedTo(Aggregation aggregation, String series, OpenWindows state) {
    int before = state.open();
    state.closeAll(maxFilled(state), sink(series, state));
    opened(-before);
    OpenWindows changed = new OpenWindows(aggregation);
    changed.next = aggregation.startFrom(state.next);
    changed.newest = state.newest;
    changed.filled = state.filled;
    changed.labels = state.labels;
    states.put(series, changed);
    return changed;
  }

  /** Zeros end when the series expires, at the latest. */
  private int maxFilled(OpenWindows state) {
    long windows = spec.expireAfter().toMillis() / state.aggregation().every().toMillis();
    return (int) Math.min(Aggregation.MAX_FILLED, windows);
  }

  private OpenWindows.Sink sink(String series, OpenWindows state) {
    return (start, value) -> {
      double limited =
          Math.max(-Observation.MAX_MAGNITUDE, Math.min(Observation.MAX_MAGNITUDE, value));
      byte[] bytes = ObservationCodec.write(new Observation(series, start, limited, state.labels));
      context.emit(spec.observations(), series, bytes, start);
      closed.accept(1);
    };
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only one thread writes
  private void opened(int more) {
    if (more != 0) {
      openNow += more;
      open = openNow;
    }
  }

  @Override
  public OpenWindows state(String series) {
    return states.get(series);
  }

  @Override
  public void changed(String series, OpenWindows state) {
    states.put(series, state);
  }

  @Override
  public void close(String series, OpenWindows state, long until) {
    int before = state.open();
    state.close(until, maxFilled(state), sink(series, state));
    opened(state.open() - before);
    states.put(series, state);
  }

  @Override
  public boolean isFilling(OpenWindows state) {
    return state.isFilling(maxFilled(state));
  }

  @Override
  public void remove(String series, OpenWindows state) {
    opened(-state.open());
    states.remove(series);
  }

  /** 0, but 1 after a start, until all stored states have been visited. */
  @Override
  public int pending() {
    return states.isRecovering() ? 1 : 0;
  }

  @Override
  public void flush() {
    states.advance(SLICE);
  }

  @Override
  public void save() {
    states.save();
  }

  @Override
  public void recover() {
    silence.clear();
    openNow = 0;
    open = 0;
    states.recover(
        (series, state) -> {
          opened(state.open());
          silence.restore(series, state);
        });
  }

  /** Closes the windows of silent series. */
  @Override
  public List<Tick> ticks() {
    return List.of(new Tick(CHECK_INTERVAL, (now, watermark) -> silence.tick(watermark)));
  }

  @Override
  public List<Gauge> gauges() {
    return List.of(Gauge.of(Metric.EVENT_WINDOWS_OPEN, () -> open));
  }
}
