package io.wavecast.core.forecast.alert;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Other rules applied to what a stream has emitted: the alerts are those that it would have emitted
 * with these rules, except those of stale series. Rules change neither scores nor forecasts, so one
 * replay serves any number of trials. Not thread-safe.
 */
public final class RuleTrial {
  private final AlertStep step;
  private final @Nullable Duration expireAfter;
  private final Found found;
  private final Map<String, AlertState> states = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private @Nullable Deviation held;
  private Map<String, String> labels = Map.of();

  /** Takes what the rules find. */
  @FunctionalInterface
  public interface Found {
    /**
     * @param deviation at which the state changed
     */
    void alert(Alert alert, Deviation deviation);
  }

  /**
   * @param settings the rules
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param found takes every change of an alert state, in order within each series
   */
  public RuleTrial(AlertSettings settings, @Nullable Duration expireAfter, Found found) {
    this.step = new AlertStep(settings, Metrics.NONE);
    this.expireAfter = expireAfter;
    this.found = found;
  }

  /**
   * Takes the next event of the stream. Alerts, which come from its own rules, are ignored.
   *
   * @param ofSeries the labels of its series, by name
   */
  public void add(Event event, Map<String, String> ofSeries) {
    if (event instanceof Deviation deviation) {
      close();
      held = deviation;
      labels = ofSeries;
    } else if (event instanceof Forecast forecast) {
      decide(forecast);
    }
  }

  /** Judges the last observation, if it has no forecast. */
  public void close() {
    decide(null);
  }

  private void decide(@Nullable Forecast forecast) {
    Deviation d = held;
    if (d == null) {
      return;
    }
    held = null;
    Long before = latest.put(d.series(), d.timestamp());
    AlertState state = states.getOrDefault(d.series(), AlertState.EMPTY);
    if (before != null && expireAfter != null) {
      long expired = before + expireAfter.toMillis();
      if (d.timestamp() >= expired) {
        emit(step.forget(state, d.series(), labels, expired, expireAfter), d);
        state = AlertState.EMPTY;
      }
    }
    if (!d.calendar().isMuted()) {
      AlertStep.Decided decided = step.decide(state, d, forecast, labels);
      state = decided.state();
      emit(decided.alert(), d);
    }
    states.put(d.series(), state);
  }

  private void emit(Optional<Alert> alert, Deviation deviation) {
    alert.ifPresent(change -> found.alert(change, deviation));
  }
}
