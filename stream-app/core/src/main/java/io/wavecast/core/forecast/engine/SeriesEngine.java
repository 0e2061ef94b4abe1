package io.wavecast.core.forecast.engine;

import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Takes observations of many series in and makes their forecasts in micro-batches, over states that
 * live elsewhere. What waits is marked in the states, so whoever calls {@link #save} before each
 * commit, and commits the states together with what was read and sent, loses and repeats nothing.
 * Of one thread, but for {@link #waiting}, {@link #series} and {@link #alertSeries}.
 */
public final class SeriesEngine {
  /** States held as objects at most: some 2.5 MB of the full profile. */
  public static final int HELD = 1024;

  /** How often to {@link #lookForSilence}, where any rule asks for that. */
  public static final Duration SILENCE_PACE = Duration.ofSeconds(10);

  private static final double NANOS = 1e9;

  private final SeriesStep step;
  private final BatchForecaster batches;
  private final int maxBatch;
  private final StateCache states;
  private final Consumer<Event> sink;
  private final DoubleConsumer latency;
  private final LongSupplier nanoClock;

  /** Those in whose states observations wait, in the order in which they began to. */
  private final Set<String> waitingSeries = new LinkedHashSet<>();

  private final Optional<Duration> leastSilence;
  private final Map<String, Long> seen = new HashMap<>();
  private final long[] acceptedAt;
  private int timed;
  private int awaited;
  private volatile int waiting;
  private int known;
  private volatile int series;
  private volatile Map<Alert.State, Integer> byAlert = Map.of();

  /**
   * @param step what an observation does
   * @param batches forecasts what waits
   * @param maxBatch how many observations may wait, at least 1
   * @param states where the states are kept
   * @param sink takes the events, in order within each series
   * @param metrics told how long each observation took
   * @param nanoClock measures that, ns
   */
  public SeriesEngine(
      SeriesStep step,
      BatchForecaster batches,
      int maxBatch,
      SeriesStates states,
      Consumer<Event> sink,
      Metrics metrics,
      LongSupplier nanoClock) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    this.step = step;
    this.batches = batches;
    this.maxBatch = maxBatch;
    this.states = new StateCache(states, HELD);
    this.sink = sink;
    this.latency = metrics.histogram(Metric.FORECAST_LATENCY);
    this.nanoClock = nanoClock;
    this.leastSilence = step.leastSilence();
    this.acceptedAt = new long[maxBatch];
  }

  /** Takes an observation in, and tells what became of it. */
  public SeriesStep.Kind accept(Observation observation) {
    String key = observation.series();
    SeriesState state = states.get(key);
    if (step.mustFlushBefore(state, observation)) {
      flush();
      state = states.get(key);
    }
    SeriesStep.Outcome outcome = step.accept(state, observation);
    if (outcome.kind() == SeriesStep.Kind.ACCEPTED) {
      states.put(key, outcome.state());
      if (state == SeriesState.EMPTY) {
        series = ++known;
      }
      count(state.alertState(), outcome.state().alertState());
      if (leastSilence.isPresent()) {
        seen.put(key, observation.timestamp());
      }
    }
    outcome.events().forEach(sink);
    if (outcome.waits()) {
      await(key);
    }
    return outcome.kind();
  }

  /** How many series have a state, as far as this engine has seen. Any thread may ask. */
  public int series() {
    return series;
  }

  /** How many series are in an alert state, as far as this engine has seen. Any thread may ask. */
  public int alertSeries(Alert.State state) {
    Map<Alert.State, Integer> others = byAlert;
    return state == Alert.State.OK
        ? Math.max(0, series - others.values().stream().mapToInt(n -> n).sum())
        : others.getOrDefault(state, 0);
  }

  /** How many observations wait for their forecast. Any thread may ask. */
  public int waiting() {
    return waiting;
  }

  /**
   * Makes the forecasts of all that waits.
   *
   * @throws io.wavecast.core.model.ModelException when a model fails; then all waits still
   */
  public void flush() {
    List<ForecastRequest> requests = new ArrayList<>(maxBatch);
    for (String key : waitingSeries) {
      requests.addAll(states.get(key).requests(key));
    }
    Iterator<Forecast> forecasts = batches.forecast(requests).iterator();
    for (String key : waitingSeries) {
      SeriesState state = states.get(key);
      List<Forecast> own = new ArrayList<>(state.waiting());
      for (int i = 0; i < state.waiting(); i++) {
        own.add(forecasts.next());
      }
      SeriesStep.Completion completion = step.complete(state, own);
      states.put(key, completion.state());
      count(state.alertState(), completion.state().alertState());
      completion.events().forEach(sink);
    }
    waitingSeries.clear();
    recordLatencies();
    awaited = 0;
    waiting = 0;
  }

  /** Puts every state that has changed to where states are kept: before each commit. */
  public void save() {
    states.save();
  }

  /** Whether to {@link #lookForSilence} now and then. */
  public boolean watchesSilence() {
    return leastSilence.isPresent();
  }

  /**
   * Series that were silent for too long alert. It reads the states of those only that may have
   * been.
   *
   * @param until the time up to which all observations have been taken in, ms since the epoch: now,
   *     or earlier while the stream is behind; nothing is told of a time below 0
   */
  public void lookForSilence(long until) {
    flush();
    long silent = Math.max(until, 0) - leastSilence.orElseThrow().toMillis();
    seen.forEach(
        (key, newest) -> {
          if (newest <= silent) {
            SeriesState state = states.get(key);
            SeriesStep.Completion completion = step.stale(state, key, until);
            if (!completion.events().isEmpty()) {
              states.put(key, completion.state());
              count(state.alertState(), completion.state().alertState());
              completion.events().forEach(sink);
            }
          }
        });
  }

  /** Forgets what it knows of what waits and finds it anew in the states. */
  public void recover() {
    waitingSeries.clear();
    awaited = 0;
    timed = 0;
    known = 0;
    byAlert = Map.of();
    seen.clear();
    states.reread(
        (key, state) -> {
          known++;
          if (leastSilence.isPresent()) {
            seen.put(key, state.newest());
          }
          count(Alert.State.OK, state.alertState());
          if (state.waiting() > 0) {
            waitingSeries.add(key);
            awaited += state.waiting();
          }
        });
    series = known;
    waiting = awaited;
  }

  /**
   * Keeps the numbers of series that are not OK. Alert states change seldom: the map is copied
   * then, so that any thread may read it.
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

  private void await(String series) {
    if (timed < acceptedAt.length) {
      acceptedAt[timed++] = nanoClock.getAsLong();
    }
    waitingSeries.add(series);
    waiting = ++awaited;
    if (awaited >= maxBatch) {
      flush();
    }
  }

  private void recordLatencies() {
    if (timed > 0) {
      long now = nanoClock.getAsLong();
      for (int i = 0; i < timed; i++) {
        latency.accept((now - acceptedAt[i]) / NANOS);
      }
      timed = 0;
    }
  }
}
