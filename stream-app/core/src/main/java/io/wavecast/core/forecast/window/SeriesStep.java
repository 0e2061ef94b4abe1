package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.deviation.DeviationStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What one observation does to its series: the step that every engine calls. A function of state
 * and observation; only the metrics are told besides. Thread-safe.
 *
 * <p>An engine does, for each observation in order of arrival:
 *
 * <ol>
 *   <li>if {@link #mustFlushBefore}: make the forecasts of all that waits;
 *   <li>{@link #accept}; store the new state; hand on the events;
 *   <li>sooner or later, for what waits: {@link SeriesState#requests}; forecast them in one batch;
 *       {@link #complete}; store the new state; hand on the events. All or nothing.
 * </ol>
 *
 * <p>An observation is judged just before its own forecast is known, so what waits is judged when
 * its batch is made: by the same forecasts however batches fall. Its events come in the order
 * deviation, alert, forecast.
 */
public final class SeriesStep {
  private final WindowStep windows;
  private final RandomWalk warmup;
  private final DeviationStep deviations;
  private final AlertStep alerts;
  private final Metrics metrics;
  private final LongConsumer observations;
  private final LongConsumer duplicates;
  private final LongConsumer late;
  private final LongConsumer restarted;
  private final LongConsumer imputed;

  /** With the default settings of deviations and alerts. */
  public SeriesStep(WindowSettings settings, double level, Metrics metrics) {
    this(settings, DeviationSettings.DEFAULT, AlertSettings.DEFAULT, level, metrics);
  }

  /**
   * @param windows how observations become windows
   * @param deviations how observations are judged
   * @param alerts when deviations become alerts
   * @param level share of the values that intervals are meant to hold, in (0, 1)
   * @param metrics told of every observation
   */
  public SeriesStep(
      WindowSettings windows,
      DeviationSettings deviations,
      AlertSettings alerts,
      double level,
      Metrics metrics) {
    this.windows = new WindowStep(windows);
    this.warmup = new RandomWalk(level);
    this.deviations = new DeviationStep(deviations, level, metrics);
    this.alerts = new AlertStep(alerts, metrics);
    this.metrics = metrics;
    this.observations = metrics.counter(Metric.OBSERVATIONS);
    this.duplicates = metrics.counter(Metric.DUPLICATES);
    this.late = metrics.counter(Metric.LATE);
    this.restarted = metrics.counter(Metric.RESTARTED);
    this.imputed = metrics.counter(Metric.IMPUTED);
  }

  /** What became of an observation. */
  public enum Kind {
    /** It is the newest of its window. */
    ACCEPTED,
    /** Its time equals the newest one's: dropped. */
    DUPLICATE,
    /** It is older than the newest one: dropped, or set aside by the engine. */
    LATE
  }

  /**
   * What comes of an observation.
   *
   * @param kind what became of it
   * @param state the new state; the old one unless it was accepted
   * @param events what comes of it at once, in order: none when it waits
   * @param waits whether it now waits for its forecast
   */
  public record Outcome(Kind kind, SeriesState state, List<Event> events, boolean waits) {}

  /**
   * What comes of forecasts.
   *
   * @param state the new state, in which nothing waits
   * @param events what comes of them, in order: what waited is judged, and the forecasts with
   *     calibrated intervals
   */
  public record Completion(SeriesState state, List<Event> events) {}

  /** Whether what waits must be forecast before this observation is accepted. */
  public boolean mustFlushBefore(SeriesState state, Observation observation) {
    return state.waiting() > 0
        && windows.mustFlushBefore(state.window, windows.place(state.window, observation));
  }

  /**
   * Takes an observation in.
   *
   * @throws IllegalStateException when {@link #mustFlushBefore} holds and was not heeded
   */
  public Outcome accept(SeriesState state, Observation observation) {
    WindowStep.Place place = windows.place(state.window, observation);
    if (windows.mustFlushBefore(state.window, place)) {
      throw new IllegalStateException(
          "what waits of series '" + observation.series() + "' must be forecast first");
    }
    switch (place.kind()) {
      case DUPLICATE -> {
        duplicates.accept(1);
        return new Outcome(Kind.DUPLICATE, state, List.of(), false);
      }
      case LATE -> {
        late.accept(1);
        return new Outcome(Kind.LATE, state, List.of(), false);
      }
      case RESTART -> restarted.accept(1);
      case FIRST, NEXT -> {}
    }
    observations.accept(1);
    if (place.missing() > 0) {
      imputed.accept(place.missing());
    }
    WindowState window = windows.slide(state.window, observation, place);
    if (window.isFull()) {
      SeriesState next = new SeriesState(window, state.deviation, state.alert);
      return new Outcome(Kind.ACCEPTED, next, List.of(), true);
    }
    Judge judge = new Judge(state);
    judge.observe(observation.series(), observation.timestamp(), (float) observation.value());
    if (place.kind() != WindowStep.Kind.FIRST) {
      judge.expect(warmup(observation, window, place));
    }
    return new Outcome(Kind.ACCEPTED, judge.state(window), judge.events, false);
  }

  /**
   * Takes in the forecasts of all that waits. However the batches fall, the states and events of a
   * series come out the same.
   *
   * @param state in which observations wait
   * @param forecasts one for each of {@link SeriesState#requests}, in the same order
   */
  public Completion complete(SeriesState state, List<Forecast> forecasts) {
    if (forecasts.size() != state.waiting()) {
      throw new IllegalArgumentException(
          "forecasts must be as many as what waits, "
              + state.waiting()
              + ", got: "
              + forecasts.size());
    }
    Judge judge = new Judge(state);
    for (int i = 0; i < forecasts.size(); i++) {
      PendingObservation w = state.window.waiting.get(i);
      Forecast forecast = forecasts.get(i);
      float[] values = state.window.values;
      judge.observe(forecast.series(), w.timestamp(), values[values.length - 1 - w.behind()]);
      judge.expect(forecast);
    }
    return new Completion(judge.state(state.window.withoutWaiting()), judge.events);
  }

  /**
   * The least silence after which any series alerts, so that an engine must look at its clock;
   * empty when none does.
   */
  public Optional<Duration> leastSilence() {
    return alerts.leastSilence();
  }

  /**
   * A series that was silent for too long alerts.
   *
   * @param until up to when its observations are known, ms since the epoch
   */
  public Completion stale(SeriesState state, String series, long until) {
    AlertStep.Decided decided = alerts.stale(state.alert, series, state.window.timestamp, until);
    return decided.alert().isEmpty()
        ? new Completion(state, List.of())
        : new Completion(
            new SeriesState(state.window, state.deviation, decided.state()),
            List.of(decided.alert().get()));
  }

  /** Deviation and alert states on their way through some observations. Of one thread. */
  private final class Judge {
    final List<Event> events = new ArrayList<>();
    private final DeviationStep.Judging judging;
    private AlertState alert;

    Judge(SeriesState state) {
      judging = deviations.open(state.deviation);
      alert = state.alert;
    }

    void observe(String series, long timestamp, float y) {
      Deviation deviation = judging.judge(series, timestamp, y);
      AlertStep.Decided decided = alerts.decide(alert, deviation);
      alert = decided.state();
      events.add(deviation);
      decided.alert().ifPresent(events::add);
    }

    void expect(Forecast forecast) {
      events.add(judging.expect(forecast));
    }

    SeriesState state(WindowState window) {
      return new SeriesState(window, judging.close(), alert);
    }
  }

  private Forecast warmup(Observation observation, WindowState window, WindowStep.Place place) {
    long known = windows.step(window);
    metrics.count(Metric.FORECASTS, 1, RandomWalk.MODEL.name());
    return warmup.forecast(
        observation.series(),
        observation.timestamp(),
        known > 0 ? known : place.stepMs(),
        window.values,
        window.spread,
        true,
        window.isImputed(0));
  }
}
