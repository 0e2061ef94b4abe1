package io.wavecast.core.forecast.window;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.calendar.AppliedEntries;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/** Which calendar entries apply to an observation, and how many did. Thread-safe. */
final class CalendarStep {
  private final CalendarSource source;
  private final LongConsumer muted;
  private final LongConsumer notLearned;
  private final LongConsumer normal;
  private final LongConsumer like;

  CalendarStep(CalendarSource source, Metrics metrics) {
    this.source = source;
    muted = metrics.counter(Metric.CALENDAR, "mute");
    notLearned = metrics.counter(Metric.CALENDAR, "do-not-learn");
    normal = metrics.counter(Metric.CALENDAR, "normal");
    like = metrics.counter(Metric.CALENDAR, "like");
  }

  /** The calendar as it is now. */
  Calendar current() {
    return source.current();
  }

  /** The entries that apply to an observation, which counts. */
  AppliedEntries apply(
      Calendar calendar, String series, Map<String, String> labels, long timestamp) {
    AppliedEntries applied = calendar.at(series, labels, timestamp);
    if (applied.isMuted()) {
      muted.accept(1);
    }
    if (!applied.isLearned()) {
      notLearned.accept(1);
    }
    if (calendar.like(series, labels, timestamp) != null) {
      like.accept(1);
    }
    return applied;
  }

  /**
   * The clock of a series, by which a time of an entry such as like-sunday is one of that day.
   *
   * @param civil local time of the series
   */
  static WeekClock clock(
      Calendar calendar, String series, Map<String, String> labels, CivilTime civil) {
    return calendar.hasLike()
        ? time -> {
          int hour = civil.hourOfWeek(time);
          Calendar.Like like = calendar.like(series, labels, time);
          return like == null
              ? hour
              : (like.day().getValue() - 1) * CivilTime.DAY + hour % CivilTime.DAY;
        }
        : civil;
  }

  /** Whether a series learns at an observation that its latest alert was normal, which counts. */
  boolean wasNormal(
      Calendar calendar,
      String series,
      Map<String, String> labels,
      AlertState alert,
      long before,
      long time) {
    boolean was =
        !alert.isEmpty() && calendar.wasNormal(series, labels, alert.started(), before, time);
    normal.accept(was ? 1 : 0);
    return was;
  }

  /** The first time from a given one on at which alerts of a series are not muted. */
  LongUnaryOperator unmuted(String series, Map<String, String> labels) {
    return at -> current().unmuted(series, labels, at);
  }
}
