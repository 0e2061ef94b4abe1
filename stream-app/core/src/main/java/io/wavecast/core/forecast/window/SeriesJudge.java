package io.wavecast.core.forecast.window;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.CivilTimes;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.fit.FitState;
import io.wavecast.core.forecast.fit.FitStep;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.DeviationStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges observations: their deviations, what is learned of them, and alerts, with the labels of
 * the series. Thread-safe.
 */
record SeriesJudge(
    DeviationStep deviations,
    AlertStep alerts,
    SeasonStep seasons,
    CivilTimes clocks,
    CalendarStep calendars,
    SeriesLabels labels,
    Metrics metrics) {
  private static final String COUNTER =
      "is a counter, it grows until it restarts near zero: its increase is judged, not its value;"
          + " series.as-rate observes its rate, and forecasts it";

  /**
   * Starts to judge observations of a series.
   *
   * @param own the labels that they gave it
   */
  Judging open(SeriesState state, String series, LabelState own) {
    return new Judging(state, series, own);
  }

  /** The state of a series that may have become stale; the alert, if it has. */
  SeriesStep.Outcome checkStale(SeriesState state, String series, Shape shape, long watermark) {
    Map<String, String> seen = labels.seen(series, state.labels(), calendars.current());
    AlertStep.Decided decided =
        alerts.checkStale(
            state.alert(),
            series,
            seen,
            usual(state, shape),
            state.latest(),
            watermark,
            calendars.unmuted(series, seen));
    if (decided.alert().isPresent() && metrics.follows(series)) {
      metrics.record(Metric.SERIES_ALERT, decided.state().code(), series);
    }
    return decided.alert().isEmpty()
        ? new SeriesStep.Outcome(state, List.of())
        : new SeriesStep.Outcome(
            state.with(decided.state()), List.of(labelled(decided.alert().get(), state.labels())));
  }

  Optional<Duration> staleAfter(SeriesState state, String series, @Nullable Shape shape) {
    Map<String, String> seen = labels.seen(series, state.labels(), calendars.current());
    Duration usual = shape == null ? null : usual(state, shape);
    return Optional.ofNullable(alerts.staleAfter(series, seen, usual));
  }

  private static @Nullable Duration usual(SeriesState state, Shape shape) {
    return state.window().staleAfter(shape.window());
  }

  Optional<Alert> forget(SeriesState state, String series, Duration silence) {
    Map<String, String> seen = labels.seen(series, state.labels(), calendars.current());
    return alerts
        .forget(state.alert(), series, seen, state.latest() + silence.toMillis(), silence)
        .map(alert -> labelled(alert, state.labels()));
  }

  private Alert labelled(Alert alert, LabelState own) {
    return alert.withLabels(labels.of(alert.series(), own));
  }

  /** Deviation and alert states while observations of one series are judged. Not thread-safe. */
  final class Judging {
    final List<Event> events = new ArrayList<>();
    private final String series;
    private final LabelState own;
    private final Calendar calendar = calendars.current();
    private final Map<String, String> seen;
    private final SeasonStep.Season season;
    private final DeviationStep.Judging judging;
    private AlertState alert;
    private FitState fit;
    private final CounterState counter;
    private final long history;
    private long previous;
    private long pause;
    private AppliedEntries applied = AppliedEntries.NONE;

    private Judging(SeriesState state, String series, LabelState own) {
      this.series = series;
      this.own = own;
      seen = labels.seen(series, own, calendar);
      CivilTime civil = clocks.of(series, clocks.useLabels() ? labels.of(series, own) : Map.of());
      season =
          seasons.open(state.season(), CalendarStep.clock(calendar, series, seen, civil), civil);
      judging = deviations.open(state.deviation(), season);
      alert = state.alert();
      fit = state.fit();
      counter = state.counter();
      history = state.history();
    }

    /**
     * Says which windows are before and with the next observation, where the latter is not full.
     * One that begins after the latest observation that was learned has restarted since.
     */
    void follow(WindowState before, WindowState window) {
      long time = window.timestamp();
      previous = before.isEmpty() ? time : before.timestamp();
      int length = window.values().length;
      long latest = judging.latest();
      boolean restarts = length == 1 && !before.isEmpty();
      if (latest > 0 && (restarts || latest < previous) && judging.steps(time) >= length) {
        pause = time - latest;
      }
    }

    Deviation observe(long timestamp, long stepMs, float y) {
      applied = calendars.apply(calendar, series, seen, timestamp);
      if (pause > 0) {
        judging.restart(pause);
      }
      pause = 0;
      if (!applied.isLearned()) {
        return judging.judgeOnly(series, timestamp, y).withCalendar(applied);
      }
      long last = stepMs > 0 ? timestamp - stepMs : previous;
      if (!calendar.at(series, seen, last).isLearned()) {
        judging.resume();
      }
      if (calendars.wasNormal(calendar, series, seen, alert, judging.latest(), timestamp)) {
        judging.wasNormal();
      }
      fit = FitStep.observe(fit, timestamp, stepMs, y);
      boolean wasCounter = judging.isCounter();
      Deviation deviation = judging.judge(series, timestamp, y).withCalendar(applied);
      if (!wasCounter && judging.isCounter() && counter.isEmpty()) {
        metrics.found(Metric.SERIES_COUNTERS, series, COUNTER);
      }
      return deviation;
    }

    /** The names of the entries that matter to a begun alert, for its reason. */
    private String note(Deviation d, long stepMs) {
      return d.cause().code() != Cause.Code.SIGNAL
          ? ""
          : begun(d.cause().since(), stepMs) + like(d.timestamp());
    }

    /** By which entry the memory of the week judges a time as one of another day. */
    private String like(long time) {
      Calendar.Like like = calendar.like(series, seen, time);
      return like == null
          ? ""
          : "; judged as a %s by '%s'"
              .formatted(like.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH), like.entry());
    }

    /** Says of an anomaly that it began while alerts were muted, or may have. */
    private String begun(long begin, long stepMs) {
      if (begin == 0 || applied.isMuted() || !applied.isLearned()) {
        return "";
      }
      AppliedEntries then = calendar.at(series, seen, begin);
      AppliedEntries before = calendar.at(series, seen, begin - stepMs);
      if (then.isMuted() && then.isLearned()) {
        return "; it began while '%s' muted alerts".formatted(then.mutedBy());
      }
      return before.isMuted() && !before.isLearned()
          ? "; it may have begun while '%s' muted alerts, of which nothing was learned"
              .formatted(before.mutedBy())
          : "";
    }

    /** Reports a misfit in the first forecast that says so. */
    void fit(Forecast forecast, float y) {
      if (!applied.isLearned()) {
        return;
      }
      FitState before = fit;
      fit = FitStep.expect(before, forecast, y);
      ModelRef misfit = forecast.misfit();
      if (misfit != null && !fit.equals(before)) {
        metrics.count(Metric.MODEL_MISFITS, 1, misfit.name());
        if (!misfit.equals(forecast.model())) {
          judging.forgetModel();
        }
      }
    }

    /** A forecast, with the day and the week mixed in before it is calibrated. */
    Forecast mix(Forecast forecast, float[] values, int from, int end) {
      return season.mix(forecast, values, from, end, applied.isLearned());
    }

    /** Decides by an observation and the forecast made at it, if any, and adds all events. */
    void expect(Deviation deviation, @Nullable Forecast made) {
      Forecast forecast = made == null ? null : judging.expect(made, applied.isLearned());
      events.add(deviation);
      if (!applied.isMuted()) {
        AlertStep.Decided decided = alerts.decide(alert, deviation, forecast, seen);
        alert = decided.state();
        long stepMs = forecast == null ? 0 : forecast.stepMs();
        decided
            .alert()
            .map(change -> change.withReason(change.reason() + note(deviation, stepMs)))
            .ifPresent(change -> events.add(labelled(change, own)));
      }
      if (forecast != null) {
        events.add(forecast);
      }
      if (metrics.follows(series)) {
        report(deviation);
      }
    }

    private void report(Deviation d) {
      metrics.record(Metric.SERIES_VALUE, d.y(), series, "actual");
      metrics.record(Metric.SERIES_VALUE, d.yhat(), series, "expected");
      metrics.record(Metric.SERIES_VALUE, d.yhatLower(), series, "lower");
      metrics.record(Metric.SERIES_VALUE, d.yhatUpper(), series, "upper");
      metrics.record(Metric.SERIES_SCORE, d.score(), series);
      metrics.record(Metric.SERIES_ALERT, alert.code(), series);
    }

    SeriesState state(WindowState window) {
      return new SeriesState(
          window, judging.close(), alert, season.close(), fit, own, counter, history);
    }
  }
}
