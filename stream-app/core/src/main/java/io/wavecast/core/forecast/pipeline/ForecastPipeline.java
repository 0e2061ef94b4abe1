package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Gauge;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PendingInputs;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.States;
import io.wavecast.core.stream.Tick;
import io.wavecast.core.stream.Traces;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts, judges and raises alerts for many series. Observations with full windows are pending
 * until their micro-batch is forecast. New series learn their history: each value is forecast and
 * judged as if it were live, and nothing is emitted. Not thread-safe, except for its gauges.
 */
public final class ForecastPipeline implements Pipeline<Observation> {
  /** Stored states that are visited between two inputs after a start. */
  static final int SLICE = 200;

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private final int maxBatch;
  private final boolean rejectsLate;
  private final SeriesStep step;
  private final SeriesStep learning;
  private final BatchForecaster batches;
  private final States<SeriesState> states;
  private final PendingInputs pending;
  private final EventSink sink;
  private final Forecasters models;
  private final Traces traces = new Traces();
  private final StaleSeries stale = new StaleSeries();
  private final SeriesCounts counts = new SeriesCounts();
  private final SeriesExpiry expiry;
  private final LongConsumer learned;
  private final LongConsumer discarded;
  private final LongConsumer refused;

  /** With a store that holds its states, and a clock that measures durations, in ns. */
  public ForecastPipeline(
      ForecastSpec spec,
      Forecasters models,
      KeyedStore store,
      EventSink sink,
      Metrics metrics,
      LongSupplier nanoClock) {
    this.maxBatch = spec.stream().maxBatch();
    this.rejectsLate = spec.stream().latePolicy() == LatePolicy.DEAD_LETTER;
    this.step = spec.step(metrics);
    this.learning = spec.step(Metrics.NONE);
    this.batches = new BatchForecaster(models, spec.level(), maxBatch, metrics, nanoClock);
    this.states = new States<>(store, SeriesState.codec());
    this.pending =
        new PendingInputs(maxBatch, metrics.histogram(Metric.FORECAST_LATENCY), nanoClock);
    this.sink = sink;
    this.models = models;
    this.expiry =
        new SeriesExpiry(spec.windows().expireAfter(), metrics, states::get, this::remove);
    this.learned = metrics.counter(Metric.BACKFILL_VALUES, "learned");
    this.discarded = metrics.counter(Metric.BACKFILL_VALUES, "discarded");
    this.refused = metrics.counter(Metric.BACKFILL_VALUES, "refused");
  }

  /**
   * A pipeline with its states in memory, the reference for the stream engines. Topics, linger and
   * late policy do not matter; the sink takes the events in order within each series.
   */
  public static ForecastPipeline inMemory(
      ForecastSpec spec, Forecasters models, Consumer<Event> sink, Metrics metrics) {
    return new ForecastPipeline(
        spec,
        models,
        new InMemoryStore(),
        (event, headers) -> sink.accept(event),
        metrics,
        () -> 0);
  }

  @Override
  public Optional<Rejection> accept(Observation observation) {
    return accept(observation, null);
  }

  @Override
  public Optional<Rejection> accept(Observation observation, @Nullable RawRecord source) {
    if (source != null && ObservationInput.isHistory(source)) {
      return learn(observation, source.timestamp());
    }
    return process(observation, source == null ? List.of() : source.headers()) == Arrival.Kind.LATE
            && rejectsLate
        ? Optional.of(Rejection.late("series", observation.timestamp()))
        : Optional.empty();
  }

  /**
   * Takes in a value of the history of a new series. It is refused if the series is live, and
   * discarded if it is not newer than the one before.
   *
   * @param at time of its record, ms since the epoch
   */
  private Optional<Rejection> learn(Observation observation, long at) {
    String key = observation.series();
    SeriesState state = states.get(key);
    if (state.isLive()) {
      refused.accept(1);
      return Optional.of(
          new Rejection(
              Reason.LIVE_SERIES, "series is live: only a new series can learn its history"));
    }
    boolean isExpired = expiry.isExpired(state, observation);
    if (isExpired) {
      state = flushed(key, state);
    }
    SeriesState before = isExpired ? SeriesState.EMPTY : state;
    Arrival arrival = learning.classify(before, observation);
    if (!arrival.isAccepted()) {
      discarded.accept(1);
      return Optional.empty();
    }
    if (arrival.mustFlush()) {
      before = flushed(key, before);
    }
    Shape shape = shape(before, observation);
    SeriesState after = learning.accept(before, observation, arrival, shape).state();
    long read = Math.max(0, at);
    put(key, state, after.withHistory(read));
    learned.accept(1);
    if (state.touched() < 0) {
      expiry.added(key, read);
    }
    if (after.pending() > 0 && pending.add(key)) {
      flushBatch();
    }
    return Optional.empty();
  }

  /** All labels of a series, by name; when it emits an event, those that it had then. */
  public Map<String, String> labels(String series) {
    return step.labels(states.get(series), series);
  }

  /** Does what {@link #accept} does, and returns how the observation relates to its window. */
  public Arrival.Kind process(Observation observation) {
    return process(observation, List.of());
  }

  private Arrival.Kind process(Observation observation, List<Header> headers) {
    String key = observation.series();
    SeriesState state = states.get(key);
    boolean isNew = state.touched() < 0;
    if (expiry.isExpired(state, observation)) {
      state = flushed(key, state);
      expiry.expireBefore(observation, state);
      state = SeriesState.EMPTY;
    }
    Arrival arrival = step.classify(state, observation);
    if (arrival.mustFlush() || state.history() >= 0) {
      state = flushed(key, state);
    }
    Shape shape = shape(state, observation);
    SeriesStep.Outcome outcome = step.accept(state.live(), observation, arrival, shape);
    if (arrival.isAccepted()) {
      put(key, state, outcome.state());
      watch(key, outcome.state(), shape, false);
      traces.add(key, observation.timestamp(), headers);
    }
    outcome.events().forEach(this::emit);
    if (pending.size() == 0 && outcome.state().pending() == 0) {
      traces.clear();
    }
    if (arrival.isAccepted() && outcome.state().pending() > 0 && pending.add(key)) {
      flushBatch();
    }
    if (arrival.isAccepted()) {
      expiry.accepted(observation, isNew);
    }
    return arrival.kind();
  }

  private Shape shape(SeriesState state, Observation observation) {
    return models.shape(
        observation.series(), models.usesLabels() ? step.labels(state, observation) : Map.of());
  }

  private Shape shape(String key, SeriesState state) {
    return models.shape(key, models.usesLabels() ? step.labels(state, key) : Map.of());
  }

  /** The state of a series in which nothing is pending. */
  private SeriesState flushed(String key, SeriesState state) {
    if (state.pending() == 0) {
      return state;
    }
    flushBatch();
    return states.get(key);
  }

  private void put(String key, SeriesState before, SeriesState after) {
    states.put(key, after);
    counts.change(before, after);
  }

  /** After a start one more, until all stored states have been visited. */
  @Override
  public int pending() {
    return pending.size() + (states.isRecovering() ? 1 : 0);
  }

  /**
   * Forecasts all pending observations. After a start it looks for some in a slice of the stored
   * states first.
   */
  @Override
  public void flush() {
    var unused = visitSlice();
    flushBatch();
  }

  /** After a start: visits some stored states; returns whether there are more. */
  boolean visitSlice() {
    states.advance(SLICE);
    return states.isRecovering();
  }

  private void flushBatch() {
    if (pending.keys().isEmpty()) {
      return;
    }
    List<ForecastRequest> requests = new ArrayList<>(maxBatch);
    List<SeriesState> before = new ArrayList<>(pending.keys().size());
    for (String key : pending.keys()) {
      SeriesState state = states.get(key);
      before.add(state);
      requests.addAll(
          models.usesLabels() ? state.requests(key, step.labels(state, key)) : state.requests(key));
    }
    List<Forecast> forecasts = batches.forecast(requests);
    Iterator<SeriesState> each = before.iterator();
    int from = 0;
    for (String key : pending.keys()) {
      SeriesState state = each.next();
      int to = from + state.pending();
      List<Forecast> own = forecasts.subList(from, to);
      if (state.history() < 0) {
        complete(key, state, step.complete(state, own));
      } else {
        put(key, state, learning.complete(state, own).state());
      }
      from = to;
    }
    pending.complete();
    traces.clear();
  }

  @Override
  public void save() {
    states.save();
  }

  @Override
  public void recover() {
    pending.clear();
    traces.clear();
    counts.clear();
    stale.clear();
    expiry.clear();
    states.recover(
        (key, state) -> {
          counts.change(SeriesState.EMPTY, state);
          expiry.restore(key, state);
          watch(key, state, shape(key, state), true);
          if (state.pending() > 0) {
            pending.restore(key, state.pending());
          }
        });
  }

  private void watch(String key, SeriesState state, Shape shape, boolean recovered) {
    Optional<Duration> byRule = step.staleAfter(state, key, null);
    Optional<Duration> after = byRule.isPresent() ? byRule : step.staleAfter(state, key, shape);
    stale.put(key, state, after, byRule.isPresent(), recovered);
  }

  /** Checks for series that are stale or have expired. */
  @Override
  public List<Tick> ticks() {
    return List.of(new Tick(CHECK_INTERVAL, this::check));
  }

  @Override
  public List<Gauge> gauges() {
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(Gauge.of(Metric.PENDING, pending::size));
    gauges.addAll(counts.gauges());
    return gauges;
  }

  private void check(long now, long watermark) {
    stale.check(now, watermark, key -> canBecomeStale(key, watermark));
    expiry.tick(watermark);
  }

  /** Raises the alerts of series that are stale by a rule at a time, ms since the epoch. */
  void checkStale(long time) {
    stale.silentByRule(time).forEach(key -> canBecomeStale(key, time));
  }

  /** Raises the alert of a series that is stale at a time, ms since the epoch. */
  void checkStale(String key, long time) {
    if (stale.isSilent(key, time)) {
      var unused = canBecomeStale(key, time);
    }
  }

  /** Checks a series; returns whether it must be checked again before its next observation. */
  private boolean canBecomeStale(String key, long time) {
    flushBatch();
    SeriesState state = states.get(key);
    SeriesStep.Outcome outcome = step.checkStale(state, key, shape(key, state), time);
    if (!outcome.events().isEmpty()) {
      complete(key, state, outcome);
    }
    return !AlertStep.isOn(outcome.state().alertState());
  }

  private void complete(String key, SeriesState before, SeriesStep.Outcome outcome) {
    put(key, before, outcome.state());
    outcome.events().forEach(this::emit);
  }

  /** Removes a series that has expired. */
  private void remove(String key, SeriesState state, Duration silence) {
    step.forget(state.live(), key, silence).ifPresent(this::emit);
    sink.expired(key, state.touched() + silence.toMillis());
    states.remove(key);
    stale.remove(key);
    counts.change(state, SeriesState.EMPTY);
  }

  private void emit(Event event) {
    sink.event(event, traces.of(event.series(), event.eventTime()));
  }
}
