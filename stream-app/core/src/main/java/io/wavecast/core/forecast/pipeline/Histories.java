package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.forecast.window.Counters;
import io.wavecast.core.forecast.window.HistoryStep;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.PendingInputs;
import io.wavecast.schemas.forecast.Backfill;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Series learn their history: each value is forecast and judged as if it were live, and nothing is
 * emitted. Not thread-safe.
 */
final class Histories {
  private final SeriesStep step;
  private final SeriesStep liveStep;
  private final HistoryStep histories;
  private final BatchForecaster batches;
  private final PendingInputs pending;
  private final Forecasters models;
  private final long expireAfter;
  private final Function<String, SeriesState> states;
  private final Change change;
  private final SeriesExpiry expiry;
  private final Metrics metrics;
  private final LongConsumer learned;
  private final LongConsumer discarded;

  /** Stores a state. */
  @FunctionalInterface
  interface Change {
    void put(String series, SeriesState before, SeriesState after);
  }

  /**
   * @param spec how the pipeline runs
   * @param states finds the state of a series
   * @param expiry receives series that have a history only
   */
  Histories(
      ForecastSpec spec,
      Forecasters models,
      Function<String, SeriesState> states,
      Change change,
      SeriesExpiry expiry,
      Metrics metrics,
      LongSupplier nanoClock) {
    int maxBatch = spec.stream().maxBatch();
    this.step = spec.step(Metrics.NONE);
    this.liveStep = spec.withWindows(spec.windows().withCounters(Counters.NONE)).step(Metrics.NONE);
    this.histories = new HistoryStep(spec.windows());
    this.batches = new BatchForecaster(models, spec.level(), maxBatch, Metrics.NONE, nanoClock);
    this.pending = new PendingInputs(maxBatch, seconds -> {}, nanoClock);
    this.models = models;
    this.expireAfter = SeriesExpiry.millis(spec.windows().expireAfter());
    this.states = states;
    this.change = change;
    this.expiry = expiry;
    this.metrics = metrics;
    this.learned = metrics.counter(Metric.BACKFILL_VALUES, "learned");
    this.discarded = metrics.counter(Metric.BACKFILL_VALUES, "discarded");
    count("learned", 0);
    count("refused", 0);
  }

  /**
   * Takes in a value of a history. It is discarded if it is not newer than the one before.
   *
   * @param mark {@link Backfill#END}: what was learned takes effect after it; then nothing live may
   *     be pending in the series
   * @param at time of its record, ms since the epoch
   */
  void accept(Observation observation, Backfill mark, long at) {
    String key = observation.series();
    SeriesState state = states.apply(key);
    SeriesState history = histories.history(state);
    if (history.latest() >= 0 && observation.timestamp() - history.latest() >= expireAfter) {
      history = SeriesState.EMPTY;
    }
    Arrival arrival = step.classify(history, observation);
    if (arrival.isAccepted()) {
      if (arrival.mustFlush()) {
        flush();
        state = states.apply(key);
        history = histories.history(state);
      }
      Shape shape = models.shape(key, labels(history, observation));
      SeriesState after = step.accept(history, observation, arrival, shape).state();
      change.put(key, state, histories.withHistory(state, after, at, length(key, state)));
      learned.accept(1);
      if (state.touched() < 0) {
        expiry.added(key, at);
      }
      if (after.pending() > 0 && pending.add(key)) {
        flush();
      }
    } else if (mark == Backfill.VALUE) {
      discarded.accept(1);
    }
    if (mark == Backfill.END) {
      flush();
      end(key);
    }
  }

  private void end(String key) {
    SeriesState state = states.apply(key);
    if (!histories.isUnderway(state)) {
      return;
    }
    if (!histories.canTakeEffect(state, key)) {
      change.put(key, state, histories.withoutHistory(state));
      count("refused", 1);
      return;
    }
    SeriesState history = histories.beforeLive(histories.history(state));
    for (Observation live : histories.sinceHistory(state, key)) {
      history = accept(history, live);
    }
    SeriesState learnedAll = completed(key, history);
    change.put(key, state, histories.takeEffect(state, learnedAll, length(key, state)));
    count("learned", 1);
  }

  /** A history after an observation of the live window, which counts as live only. */
  private SeriesState accept(SeriesState history, Observation live) {
    boolean expired = live.timestamp() - history.latest() >= expireAfter;
    SeriesState before = expired ? SeriesState.EMPTY : history;
    Arrival arrival = liveStep.classify(before, live);
    if (arrival.mustFlush()) {
      before = completed(live.series(), before);
    }
    return liveStep
        .accept(before, live, arrival, models.shape(live.series(), labels(before, live)))
        .state();
  }

  private SeriesState completed(String key, SeriesState history) {
    return history.pending() == 0
        ? history
        : step.complete(history, batches.forecast(history.requests(key, labels(history, key))))
            .state();
  }

  private Map<String, String> labels(SeriesState state, Observation observation) {
    return models.usesLabels() ? step.labels(state, observation) : Map.of();
  }

  private Map<String, String> labels(SeriesState state, String key) {
    return models.usesLabels() ? step.labels(state, key) : Map.of();
  }

  /** Length of the window of the model that live observations have. */
  private int length(String key, SeriesState state) {
    return models.shape(key, labels(state, key)).window();
  }

  /** Values whose forecasts are pending. */
  int pending() {
    return pending.size();
  }

  /** Learns all pending values. */
  void flush() {
    if (pending.keys().isEmpty()) {
      return;
    }
    List<ForecastRequest> requests = new ArrayList<>(pending.size());
    for (String key : pending.keys()) {
      SeriesState history = histories.history(states.apply(key));
      requests.addAll(history.requests(key, labels(history, key)));
    }
    List<Forecast> forecasts = batches.forecast(requests);
    int from = 0;
    for (String key : pending.keys()) {
      SeriesState state = states.apply(key);
      SeriesState history = histories.history(state);
      int to = from + history.pending();
      if (to > from) {
        SeriesState after = step.complete(history, forecasts.subList(from, to)).state();
        change.put(key, state, histories.withHistory(state, after));
      }
      from = to;
    }
    pending.complete();
  }

  void clear() {
    pending.clear();
  }

  /** Takes in a series that was recovered. */
  void restore(String key, SeriesState state) {
    if (state.historyPending() > 0) {
      pending.restore(key, state.historyPending());
    }
  }

  private void count(String outcome, long n) {
    metrics.count(Metric.BACKFILLS, n, outcome);
  }
}
