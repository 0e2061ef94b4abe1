package io.wavecast.core.forecast.window;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.forecast.CivilTimes;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.DeviationStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one observation does to its series. A function of state and observation, which also reports
 * metrics. Thread-safe.
 *
 * <p>For each observation, in order of arrival:
 *
 * <ol>
 *   <li>{@link #classify}; if it {@link Arrival#mustFlush}, forecast what is pending;
 *   <li>{@link #accept}; store the new state; emit the events;
 *   <li>later, for what is pending: {@link SeriesState#requests}; forecast them in one batch;
 *       {@link #complete}; store the new state; emit the events. All or nothing.
 * </ol>
 *
 * <p>An observation is evaluated just before its own forecast is added. A pending one is therefore
 * evaluated when its batch is forecast, so batching does not change which forecasts it is compared
 * with. Its events are emitted in the order deviation, alert, forecast.
 */
public final class SeriesStep {
  private final WindowStep windows;
  private final RateStep rates;
  private final RandomWalk warmup;
  private final AlertStep alerts;
  private final SeriesJudge judge;
  private final SeriesLabels labels;
  private final Metrics metrics;
  private final LongConsumer observations;
  private final LongConsumer duplicates;
  private final LongConsumer late;
  private final LongConsumer restarted;
  private final LongConsumer imputed;

  /**
   * @param windows how observations become windows, and which series are counters
   * @param alerts when deviations raise alerts
   * @param level intended coverage of the intervals, in (0, 1)
   * @param season what is remembered of the day and the week, by the clocks of which zones
   * @param inKey where keys hold labels
   * @param calendars when alerts are muted, or nothing is learned
   * @param metrics counts observations by what happens to them
   */
  public SeriesStep(
      WindowSettings windows,
      AlertSettings alerts,
      double level,
      SeasonSettings season,
      LabelPattern inKey,
      CalendarSource calendars,
      Metrics metrics) {
    this.windows = new WindowStep(windows);
    this.rates = new RateStep(windows.counters(), inKey, this.windows);
    this.warmup = new RandomWalk(level);
    this.alerts = new AlertStep(alerts, metrics);
    this.labels = new SeriesLabels(inKey, alerts.usesLabels());
    this.judge =
        new SeriesJudge(
            new DeviationStep(level, alerts, metrics),
            this.alerts,
            new SeasonStep(season.mode()),
            new CivilTimes(season.zones()),
            new CalendarStep(calendars, metrics),
            labels,
            metrics);
    this.metrics = metrics;
    this.observations = metrics.counter(Metric.OBSERVATIONS);
    this.duplicates = metrics.counter(Metric.DUPLICATES);
    this.late = metrics.counter(Metric.LATE);
    this.restarted = metrics.counter(Metric.RESTARTED);
    this.imputed = metrics.counter(Metric.IMPUTED);
    metrics.count(Metric.SERIES_COUNTERS, 0);
  }

  /** Of series without labels in their keys. */
  SeriesStep(
      WindowSettings windows,
      AlertSettings alerts,
      double level,
      SeasonSettings season,
      CalendarSource calendars,
      Metrics metrics) {
    this(windows, alerts, level, season, LabelPattern.NONE, calendars, metrics);
  }

  /**
   * The result of a step.
   *
   * @param state the new state; the old one if nothing changed
   * @param events to emit at once, in order
   */
  public record Outcome(SeriesState state, List<Event> events) {}

  /**
   * How an observation relates to the window of its series. What is pending is forecast before the
   * labels of the series change, and before what is known of its values is forgotten.
   */
  public Arrival classify(SeriesState state, Observation observation) {
    Arrival arrival = rates.classify(state, observation);
    boolean changes = state.labels().with(observation.labels()) != state.labels();
    return changes && state.pending() > 0 && arrival.isAccepted() ? arrival.flushing() : arrival;
  }

  /**
   * Takes an observation in.
   *
   * @param state of its series; nothing may be pending in it where the arrival must flush
   * @param arrival from {@link #classify}
   * @param shape of the series' model
   * @return the state of the series, in which the observation is pending if its window is full:
   *     then there are no events yet, as for the first value of a counter
   */
  public Outcome accept(SeriesState state, Observation observation, Arrival arrival, Shape shape) {
    switch (arrival.kind()) {
      case DUPLICATE -> {
        duplicates.accept(1);
        return new Outcome(state, List.of());
      }
      case LATE -> {
        late.accept(1);
        return new Outcome(state, List.of());
      }
      case COUNTER -> {
        return new Outcome(rates.first(state, observation), List.of());
      }
      case RESTART -> restarted.accept(1);
      case FIRST, NEXT -> {}
    }
    observations.accept(1);
    if (arrival.missing() > 0) {
      imputed.accept(arrival.missing());
    }
    RateStep.Seen seen = rates.see(state, observation);
    return take(seen.state(), seen.observation(), arrival, shape);
  }

  private Outcome take(SeriesState state, Observation observation, Arrival arrival, Shape shape) {
    WindowState window = windows.slide(state.window(), observation, arrival, shape.window());
    LabelState own = state.labels().with(observation.labels());
    if (window.isFull(shape.window())) {
      return new Outcome(state.with(window).with(own), List.of());
    }
    SeriesJudge.Judging judging = judge.open(state, observation.series(), own);
    judging.follow(state.window(), window);
    Deviation deviation =
        judging.observe(observation.timestamp(), arrival.stepMs(), (float) observation.value());
    judging.expect(
        deviation,
        arrival.kind() == Arrival.Kind.FIRST
            ? null
            : warmup(observation, window, arrival, shape.horizon()));
    return new Outcome(judging.state(window), judging.events);
  }

  /**
   * Takes in the forecasts of all pending observations. The states and events of a series do not
   * depend on how batches are formed.
   *
   * @param state with pending observations
   * @param forecasts one for each of {@link SeriesState#requests}, in the same order
   * @return the state without pending observations; deviations and alerts of those that were
   *     pending, and the forecasts with calibrated intervals
   */
  public Outcome complete(SeriesState state, List<Forecast> forecasts) {
    if (forecasts.size() != state.pending()) {
      throw new IllegalArgumentException(
          "forecasts must be as many as pending observations, "
              + state.pending()
              + ", got: "
              + forecasts.size());
    }
    if (forecasts.isEmpty()) {
      return new Outcome(state, List.of());
    }
    SeriesJudge.Judging judging = judge.open(state, forecasts.get(0).series(), state.labels());
    int length = state.window().values().length - state.window().behind();
    for (int i = 0; i < forecasts.size(); i++) {
      PendingObservation p = state.window().pending().get(i);
      Forecast forecast = forecasts.get(i);
      float[] values = state.window().values();
      int end = values.length - p.behind();
      Deviation deviation = judging.observe(p.timestamp(), p.stepMs(), values[end - 1]);
      judging.fit(forecast, values[end - 1]);
      judging.expect(deviation, judging.mix(forecast, values, end - length, end));
    }
    return new Outcome(judging.state(state.window().withoutPending()), judging.events);
  }

  /**
   * The silence after which a series is stale; empty if it never is.
   *
   * @param shape of the series' model; null: only what a rule says counts
   */
  public Optional<Duration> staleAfter(SeriesState state, String series, @Nullable Shape shape) {
    return judge.staleAfter(state, series, shape);
  }

  /**
   * Raises the alert of a series that has become stale.
   *
   * @param shape of the series' model
   * @param watermark up to when its observations have been read, ms since the epoch
   */
  public Outcome checkStale(SeriesState state, String series, Shape shape, long watermark) {
    return judge.checkStale(state, series, shape, watermark);
  }

  /**
   * Ends a series that has expired.
   *
   * @param silence after which it expires
   * @return the end of its alert; empty if it is OK
   */
  public Optional<Alert> forget(SeriesState state, String series, Duration silence) {
    return judge.forget(state, series, silence);
  }

  /** All labels of a series from an observation on. */
  public Map<String, String> labels(SeriesState state, Observation observation) {
    return labels.of(observation.series(), state.labels().with(observation.labels()));
  }

  /** All labels of a series, by name: those in its key and those of its observations. */
  public Map<String, String> labels(SeriesState state, String series) {
    return labels.of(series, state.labels());
  }

  private Forecast warmup(
      Observation observation, WindowState window, Arrival arrival, int horizon) {
    long known = windows.step(window.intervals());
    metrics.count(Metric.FORECASTS, 1, RandomWalk.MODEL.name());
    return warmup.forecast(
        observation.series(),
        observation.timestamp(),
        known > 0 ? known : arrival.stepMs(),
        window.values(),
        window.spread(),
        true,
        window.sinceImputed(0) < window.values().length,
        horizon);
  }
}
