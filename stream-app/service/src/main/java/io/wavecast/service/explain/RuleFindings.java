package io.wavecast.service.explain;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.forecast.alert.RuleTrial;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns what one candidate finds into alerts from begin to end. Not thread-safe. */
final class RuleFindings {
  /** Values after the end of an alert within which the next one looks like the same. */
  static final int AGAIN = 100;

  private final String candidate;
  private final RuleTrial trial;
  private final Consumer<Finding> begun;
  private final Map<String, Series> bySeries = new HashMap<>();
  private final List<Finding> closed = new ArrayList<>();
  private long newest = Long.MIN_VALUE;

  private static final class Series {
    @Nullable Finding open;
    long latest;
    int values;
    int sinceEnd = AGAIN + 1;
  }

  /**
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param calendars when alerts of silence are muted
   * @param begun takes each alert at its begin
   */
  RuleFindings(
      Candidate candidate,
      @Nullable Duration expireAfter,
      CalendarSource calendars,
      Consumer<Finding> begun) {
    this.candidate = candidate.name();
    this.begun = begun;
    this.trial =
        new RuleTrial(candidate.settings(), expireAfter, calendars, (alert, d) -> change(alert));
  }

  void add(Event event, Map<String, String> labels) {
    if (event instanceof Deviation deviation) {
      trial.close();
      Series series = series(deviation.series());
      series.latest = deviation.timestamp();
      newest = Math.max(newest, deviation.timestamp());
      series.sinceEnd++;
      series.values += isCounted(series.open, deviation) ? 1 : 0;
    }
    trial.add(event, labels);
  }

  /**
   * Ends a recording. An alert that has not ended lasts to the last value of its series, one of a
   * series that fell silent to the newest value of any.
   */
  void end() {
    trial.end();
    for (Series series : bySeries.values()) {
      Finding open = series.open;
      if (open != null) {
        closed.add(until(series, open.begin() > series.latest ? newest : series.latest));
        series.open = null;
      }
    }
    bySeries.clear();
    newest = Long.MIN_VALUE;
  }

  /** All alerts of the recordings that have ended. */
  List<Finding> found() {
    return List.copyOf(closed);
  }

  private static boolean isCounted(@Nullable Finding open, Deviation d) {
    return d.score() > 1 || (open != null && open.cause().code() != Cause.Code.SIGNAL);
  }

  private Series series(String key) {
    return bySeries.computeIfAbsent(key, k -> new Series());
  }

  private void change(Alert alert) {
    Series series = series(alert.series());
    Finding open = series.open;
    if (open == null) {
      if (alert.state() == State.WARNING || alert.state() == State.CRITICAL) {
        series.values = 1;
        series.open =
            new Finding(
                candidate,
                alert.series(),
                alert.since(),
                alert.since(),
                alert.state(),
                1,
                alert.score(),
                alert.cause(),
                alert.reason(),
                series.sinceEnd <= AGAIN);
        begun.accept(series.open);
      }
    } else if (alert.state() == State.OK) {
      closed.add(until(series, alert.since()));
      series.open = null;
      series.sinceEnd = 0;
    } else if (alert.state() == State.CRITICAL) {
      series.open = with(open, open.end(), State.CRITICAL, series.values);
    }
  }

  private static Finding until(Series series, long end) {
    Finding open = Objects.requireNonNull(series.open);
    return with(open, end, open.worst(), series.values);
  }

  private static Finding with(Finding f, long end, State worst, int values) {
    return new Finding(
        f.candidate(),
        f.series(),
        f.begin(),
        end,
        worst,
        values,
        f.score(),
        f.cause(),
        f.reason(),
        f.isAgain());
  }
}
