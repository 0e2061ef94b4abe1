package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.Forecasters;
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
import io.wavecast.core.stream.StateCache;
import io.wavecast.core.stream.Tick;
import io.wavecast.core.stream.Traces;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts, judges and raises alerts for many series. Observations with full windows are pending
 * until their micro-batch is forecast. Not thread-safe, except for its gauges.
 */
public final class ForecastPipeline implements Pipeline<Observation> {
  /** Decoded states in memory: about 2.5 MB of the full profile. */
  public static final int CACHED_SERIES = 1024;

  private static final Duration STALE_CHECK_INTERVAL = Duration.ofSeconds(10);

  private final int maxBatch;
  private final boolean rejectsLate;
  private final SeriesStep step;
  private final BatchForecaster batches;
  private final StateCache<SeriesState> states;
  private final PendingInputs pending;
  private final BiConsumer<Event, List<Header>> sink;
  private final Traces traces = new Traces();
  private final Optional<Duration> staleAfter;

  /** Time of the latest observation of each series that can become stale. */
  private final Map<String, Long> latest = new HashMap<>();

  private int known;
  private volatile int series;
  private volatile Map<Alert.State, Integer> byAlert = Map.of();

  /**
   * @param spec how it runs
   * @param models the forecasters
   * @param store holds the states
   * @param sink takes the events, in order within each series, each with the trace context of the
   *     observation that caused it
   * @param metrics where it reports
   * @param nanoClock measures durations, ns
   */
  public ForecastPipeline(
      ForecastSpec spec,
      Forecasters models,
      KeyedStore store,
      BiConsumer<Event, List<Header>> sink,
      Metrics metrics,
      LongSupplier nanoClock) {
    this.maxBatch = spec.stream().maxBatch();
    this.rejectsLate = spec.stream().latePolicy() == LatePolicy.DEAD_LETTER;
    this.step =
        new SeriesStep(
            spec.windows(), spec.profile(), spec.alerts(), spec.level(), spec.season(), metrics);
    this.batches = new BatchForecaster(models, spec.level(), maxBatch, metrics, nanoClock);
    this.states =
        new StateCache<>(
            store, CACHED_SERIES, SeriesState.EMPTY, SeriesState::of, SeriesState::toBytes);
    this.pending =
        new PendingInputs(maxBatch, metrics.histogram(Metric.FORECAST_LATENCY), nanoClock);
    this.sink =
        (event, headers) ->
            sink.accept(
                event instanceof Alert alert
                    ? alert.withLabels(spec.labels().labels(alert.series()))
                    : event,
                headers);
    this.staleAfter = step.staleAfter();
  }

  /**
   * A pipeline with its states in memory, for replays, and the reference for the stream engines.
   *
   * @param spec how it runs; topics, linger and late policy do not matter
   * @param models the forecasters
   * @param sink takes the events, in order within each series
   * @param metrics where it reports; latencies are 0
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
    return process(observation, source == null ? List.of() : source.headers()) == Arrival.Kind.LATE
            && rejectsLate
        ? Optional.of(Rejection.late("series", observation.timestamp()))
        : Optional.empty();
  }

  /** Does what {@link #accept} does, and returns how the observation relates to its window. */
  public Arrival.Kind process(Observation observation) {
    return process(observation, List.of());
  }

  private Arrival.Kind process(Observation observation, List<Header> headers) {
    String key = observation.series();
    SeriesState state = states.get(key);
    Arrival arrival = step.classify(state, observation);
    if (arrival.mustFlush()) {
      flush();
      state = states.get(key);
    }
    SeriesStep.Outcome outcome = step.accept(state, observation, arrival);
    if (arrival.isAccepted()) {
      states.put(key, outcome.state());
      if (arrival.kind() == Arrival.Kind.FIRST) {
        series = ++known;
      }
      count(state.alertState(), outcome.state().alertState());
      if (staleAfter.isPresent()) {
        latest.put(key, observation.timestamp());
      }
    }
    if (arrival.isAccepted()) {
      traces.add(key, observation.timestamp(), headers);
    }
    outcome.events().forEach(this::emit);
    if (pending.size() == 0 && outcome.state().pending() == 0) {
      traces.clear();
    }
    if (arrival.isAccepted() && outcome.state().pending() > 0 && pending.add(key)) {
      flush();
    }
    return arrival.kind();
  }

  @Override
  public int pending() {
    return pending.size();
  }

  /** Forecasts all pending observations. */
  @Override
  public void flush() {
    if (pending.keys().isEmpty()) {
      return;
    }
    List<ForecastRequest> requests = new ArrayList<>(maxBatch);
    List<SeriesState> before = new ArrayList<>(pending.keys().size());
    for (String key : pending.keys()) {
      SeriesState state = states.get(key);
      before.add(state);
      requests.addAll(state.requests(key));
    }
    List<Forecast> forecasts = batches.forecast(requests);
    Iterator<SeriesState> each = before.iterator();
    int from = 0;
    for (String key : pending.keys()) {
      SeriesState state = each.next();
      int to = from + state.pending();
      complete(key, state, step.complete(state, forecasts.subList(from, to)));
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
    known = 0;
    byAlert = Map.of();
    latest.clear();
    states.recover(
        (key, state) -> {
          known++;
          if (staleAfter.isPresent()) {
            latest.put(key, state.latest());
          }
          count(Alert.State.OK, state.alertState());
          if (state.pending() > 0) {
            pending.restore(key, state.pending());
          }
        });
    series = known;
  }

  /** Checks for stale series, where a rule asks for that. */
  @Override
  public List<Tick> ticks() {
    return staleAfter.isPresent()
        ? List.of(new Tick(STALE_CHECK_INTERVAL, (now, watermark) -> checkStale(watermark)))
        : List.of();
  }

  @Override
  public List<Gauge> gauges() {
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(Gauge.of(Metric.PENDING, this::pending));
    gauges.add(Gauge.of(Metric.SERIES, () -> series));
    for (Alert.State state : Alert.State.values()) {
      gauges.add(new Gauge(Metric.ALERT_SERIES, () -> alertSeries(state), List.of(state.name())));
    }
    return gauges;
  }

  /** Reads only the states of series that may be stale. A watermark below 0 finds none. */
  private void checkStale(long watermark) {
    flush();
    long stale = Math.max(watermark, 0) - staleAfter.orElseThrow().toMillis();
    latest
        .entrySet()
        .removeIf(each -> each.getValue() <= stale && !canBecomeStale(each.getKey(), watermark));
  }

  /** Checks a series; returns whether it must be checked again before its next observation. */
  private boolean canBecomeStale(String key, long watermark) {
    SeriesState state = states.get(key);
    SeriesStep.Outcome outcome = step.checkStale(state, key, watermark);
    if (!outcome.events().isEmpty()) {
      complete(key, state, outcome);
    }
    return step.canBecomeStale(outcome.state(), key);
  }

  private void complete(String key, SeriesState before, SeriesStep.Outcome outcome) {
    states.put(key, outcome.state());
    count(before.alertState(), outcome.state().alertState());
    outcome.events().forEach(this::emit);
  }

  private void emit(Event event) {
    sink.accept(event, traces.of(event.series(), event.eventTime()));
  }

  private int alertSeries(Alert.State state) {
    Map<Alert.State, Integer> others = byAlert;
    return state == Alert.State.OK
        ? Math.max(0, series - others.values().stream().mapToInt(n -> n).sum())
        : others.getOrDefault(state, 0);
  }

  /**
   * Counts the series that are not OK. Alert states change rarely, so the map is copied then, and
   * any thread may read it.
   */
  private void count(Alert.State before, Alert.State after) {
    if (before != after) {
      Map<Alert.State, Integer> counts = new EnumMap<>(Alert.State.class);
      counts.putAll(byAlert);
      counts.merge(before, -1, Integer::sum);
      counts.merge(after, 1, Integer::sum);
      counts.remove(Alert.State.OK);
      byAlert = counts;
    }
  }
}
