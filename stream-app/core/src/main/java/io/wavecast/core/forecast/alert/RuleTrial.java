package io.wavecast.core.forecast.alert;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Other rules applied to what a stream has emitted: the alerts are those that it would have emitted
 * with these rules. Silence is measured by the times of the observations, as in a replay. Rules
 * change neither scores nor forecasts, so one replay serves any number of trials. Not thread-safe.
 */
public final class RuleTrial {
  private final AlertStep step;
  private final @Nullable Duration expireAfter;
  private final CalendarSource calendars;
  private final Found found;
  private final Map<String, AlertState> states = new HashMap<>();
  private final Map<String, Judged> latest = new LinkedHashMap<>();
  private @Nullable Deviation held;
  private Map<String, String> labels = Map.of();

  /**
   * The latest observation of a series.
   *
   * @param intervals before it, ms, oldest first
   * @param staleAfter silence after which it is stale where no rule says so; null: never
   */
  private record Judged(
      Deviation deviation,
      Map<String, String> labels,
      long[] intervals,
      @Nullable Duration staleAfter) {}

  /** Takes what the rules find. */
  @FunctionalInterface
  public interface Found {
    /**
     * @param deviation at which the state changed, or the silence ended; in the end the last one
     */
    void alert(Alert alert, Deviation deviation);
  }

  /**
   * @param settings the rules
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param calendars when alerts are muted; for silence only, since deviations say so themselves
   * @param found takes every change of an alert state, in order within each series
   */
  public RuleTrial(
      AlertSettings settings,
      @Nullable Duration expireAfter,
      CalendarSource calendars,
      Found found) {
    this.step = new AlertStep(settings, Metrics.NONE);
    this.expireAfter = expireAfter;
    this.calendars = calendars;
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

  /**
   * Ends a recording: judges the last observation, and raises the alerts of series that fell silent
   * before the newest one, by rules that say so. What follows begins from scratch.
   */
  public void end() {
    close();
    long newest =
        latest.values().stream().mapToLong(each -> each.deviation.timestamp()).max().orElse(-1);
    latest.forEach((series, each) -> checkStale(series, each, null, newest, each.deviation));
    latest.clear();
    states.clear();
  }

  private void checkStale(
      String series, Judged last, @Nullable Duration usual, long watermark, Deviation at) {
    AlertStep.Decided decided =
        step.checkStale(
            states.getOrDefault(series, AlertState.EMPTY),
            series,
            last.labels,
            usual,
            last.deviation.timestamp(),
            watermark,
            time -> calendars.current().unmuted(series, last.labels, time));
    states.put(series, decided.state());
    emit(decided.alert(), at);
  }

  private void decide(@Nullable Forecast forecast) {
    Deviation d = held;
    if (d == null) {
      return;
    }
    held = null;
    Judged before = latest.get(d.series());
    latest.put(d.series(), judged(d, forecast, before));
    if (before != null) {
      checkStale(d.series(), before, before.staleAfter, d.timestamp() - 1, d);
    }
    AlertState state = states.getOrDefault(d.series(), AlertState.EMPTY);
    if (before != null && expireAfter != null) {
      long expired = before.deviation.timestamp() + expireAfter.toMillis();
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

  /** A series has a full window if the forecast of its latest observation is none of warm-up. */
  private Judged judged(Deviation d, @Nullable Forecast forecast, @Nullable Judged before) {
    long[] intervals =
        before == null
            ? new long[0]
            : SteadyStep.append(before.intervals, d.timestamp() - before.deviation.timestamp());
    boolean isFull = forecast != null && !forecast.warmup();
    return new Judged(d, labels, intervals, isFull ? SteadyStep.staleAfter(intervals) : null);
  }

  private void emit(Optional<Alert> alert, Deviation deviation) {
    alert.ifPresent(change -> found.alert(change, deviation));
  }
}
