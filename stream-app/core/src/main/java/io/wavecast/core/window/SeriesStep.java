package io.wavecast.core.window;

import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.Event;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.Observation;
import java.util.List;

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
 */
public final class SeriesStep {
  private final WindowStep windows;
  private final RandomWalk warmup;
  private final Metrics metrics;

  /**
   * @param settings how observations become windows
   * @param level of the intervals of warm-up forecasts, in (0, 1)
   * @param metrics told of every observation
   */
  public SeriesStep(WindowSettings settings, double level, Metrics metrics) {
    this.windows = new WindowStep(settings);
    this.warmup = new RandomWalk(level);
    this.metrics = metrics;
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
   * @param events what comes of it at once, in order: before the window is whole, a warm-up
   *     forecast
   * @param waits whether it now waits for its forecast
   */
  public record Outcome(Kind kind, SeriesState state, List<Event> events, boolean waits) {}

  /**
   * What comes of forecasts.
   *
   * @param state the new state, in which nothing waits
   * @param events what comes of them, in order: the forecasts themselves
   */
  public record Completion(SeriesState state, List<Event> events) {}

  /** Whether what waits must be forecast before this observation is accepted. */
  public boolean mustFlushBefore(SeriesState state, Observation observation) {
    return windows.mustFlushBefore(state.window, observation);
  }

  /**
   * Takes an observation in.
   *
   * @throws IllegalStateException when {@link #mustFlushBefore} holds and was not heeded
   */
  public Outcome accept(SeriesState state, Observation observation) {
    if (mustFlushBefore(state, observation)) {
      throw new IllegalStateException(
          "what waits of series '" + observation.series() + "' must be forecast first");
    }
    WindowStep.Place place = windows.place(state.window, observation);
    switch (place.kind()) {
      case DUPLICATE -> {
        metrics.count(Metric.DUPLICATES, 1);
        return new Outcome(Kind.DUPLICATE, state, List.of(), false);
      }
      case LATE -> {
        metrics.count(Metric.LATE, 1);
        return new Outcome(Kind.LATE, state, List.of(), false);
      }
      case RESTART -> metrics.count(Metric.RESTARTED, 1);
      case FIRST, NEXT -> {}
    }
    metrics.count(Metric.OBSERVATIONS, 1);
    if (place.missing() > 0) {
      metrics.count(Metric.IMPUTED, place.missing());
    }
    WindowState window = windows.slide(state.window, observation, place);
    boolean waits = window.isFull();
    List<Event> events =
        waits || place.kind() == WindowStep.Kind.FIRST
            ? List.of()
            : List.of(warmup(observation, window, place));
    return new Outcome(Kind.ACCEPTED, new SeriesState(window), events, waits);
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
    return new Completion(state.withoutWaiting(), List.copyOf(forecasts));
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
