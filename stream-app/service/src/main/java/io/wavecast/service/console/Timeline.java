package io.wavecast.service.console;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.console.Spans.Span;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture of one series shows, on the console and in a report. Of a long series,
 * neighbouring values are merged: the least and the greatest of them are kept, with the highest
 * score, the widest interval and the widest expected range. Not thread-safe.
 */
public final class Timeline {
  /** Most points of a picture. */
  public static final int MAX_POINTS = 2_000;

  private static final int MAX_FANS = 60;

  /** Usual steps without a value that are a pause. */
  private static final int PAUSE = 10;

  /** How far numbers of events are from each other by their rounding, in widths of an interval. */
  private static final double ROUNDING = 0.02;

  private final int mostBuckets;
  private final List<Bucket> buckets = new ArrayList<>();
  private int stride = 1;
  private int inLast;
  private int pauses;
  private long values;
  private long first;
  private long last;

  private final Spans entries = new Spans();
  private final Spans days = new Spans();
  private final Spans warmups = new Spans();
  private final List<Forecast> fans = new ArrayList<>();
  private @Nullable Forecast newest;

  /** With {@value #MAX_POINTS} points. */
  public Timeline() {
    this(MAX_POINTS);
  }

  /**
   * @param mostPoints largest number of points, at least 4
   */
  public Timeline(int mostPoints) {
    this.mostBuckets = mostPoints / 4 * 2;
  }

  /** A value with its forecast; a missing number is NaN. */
  private record Point(long time, float y, float yhat) {}

  /**
   * Neighbouring values: the least and the greatest, which are the same if it is one.
   *
   * @param lower of the forecasts' intervals
   * @param upper of the forecasts' intervals
   * @param low of the ranges that unusual values are compared with
   * @param high of the ranges that unusual values are compared with
   * @param isAfterPause whether no line leads to it
   */
  private record Bucket(
      Point least,
      Point greatest,
      float lower,
      float upper,
      float low,
      float high,
      float score,
      boolean isAfterPause) {
    Bucket merge(Bucket next) {
      return new Bucket(
          next.least.y < least.y ? next.least : least,
          next.greatest.y > greatest.y ? next.greatest : greatest,
          min(lower, next.lower),
          -min(-upper, -next.upper),
          min(low, next.low),
          -min(-high, -next.high),
          Math.max(score, next.score),
          isAfterPause);
    }

    /** Its one or two points, by time. */
    List<Point> points() {
      return least.time == greatest.time
          ? List.of(least)
          : least.time < greatest.time ? List.of(least, greatest) : List.of(greatest, least);
    }

    private static float min(float a, float b) {
      return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
    }
  }

  /** A row of a picture: a point of a bucket, or a time without values. */
  private record Row(long time, @Nullable Point point, @Nullable Bucket bucket) {}

  /**
   * Takes a value, newer than the one before.
   *
   * @param like as which other day it counts; null if as its own
   */
  public void add(Deviation d, Calendar.@Nullable Like like) {
    long time = d.timestamp();
    boolean isAfterPause =
        values > 1
            && pauses < mostBuckets / 4
            && time - last > PAUSE * ((last - first) / (values - 1));
    if (isAfterPause) {
      pauses++;
      Stream.of(entries, days, warmups).forEach(spans -> spans.end(last + 1));
    }
    Point point = new Point(time, d.y(), d.yhat());
    put(
        new Bucket(
            point,
            point,
            d.yhatLower(),
            d.yhatUpper(),
            (float) low(d),
            (float) high(d),
            d.score(),
            isAfterPause));
    entries.mark(time, text(d.calendar()));
    days.mark(time, like == null ? "" : text(like));
    warmups.mark(time, newest != null && newest.warmup() ? "warm-up" : "");
    first = values == 0 ? time : first;
    last = time;
    values++;
  }

  private void put(Bucket bucket) {
    if (inLast > 0 && inLast < stride && !bucket.isAfterPause) {
      int at = buckets.size() - 1;
      buckets.set(at, buckets.get(at).merge(bucket));
      inLast++;
      return;
    }
    if (buckets.size() == mostBuckets) {
      halve();
    }
    buckets.add(bucket);
    inLast = 1;
  }

  private void halve() {
    List<Bucket> merged = new ArrayList<>();
    boolean isSecond = false;
    for (Bucket bucket : buckets) {
      int at = merged.size() - 1;
      isSecond = !isSecond && at >= 0 && !bucket.isAfterPause;
      if (isSecond) {
        merged.set(at, merged.get(at).merge(bucket));
      } else {
        merged.add(bucket);
      }
    }
    buckets.clear();
    buckets.addAll(merged);
    stride *= 2;
  }

  public void add(Forecast forecast) {
    newest = forecast;
  }

  private static String text(AppliedEntries entries) {
    return Stream.of(
            entries.isMuted() ? "muted by " + entries.mutedBy() : "",
            entries.isLearned() ? "" : "not learned by " + entries.notLearnedBy())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String text(Calendar.Like like) {
    return like.entry() + ": like " + like.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** Keeps the newest forecast, such as that just before an alert, unless it is of a warm-up. */
  public void keepFan() {
    Forecast fan = newest;
    if (fan != null
        && !fan.warmup()
        && fans.size() < MAX_FANS
        && (fans.isEmpty() || fans.get(fans.size() - 1).origin() < fan.origin())) {
      fans.add(fan);
    }
  }

  /** Whether it has no value yet. */
  public boolean isEmpty() {
    return values == 0;
  }

  /** Number of values that a bucket stands for. */
  int stride() {
    return stride;
  }

  /**
   * The picture's data, in columns of one length with null for what is missing, and a row without
   * values in each pause.
   *
   * <pre>
   *   {t: [ms], y: [], yhat: [], lower: [], upper: [], low: [], high: [], score: [], fans: [],
   *    calendar: [], days: [], warmups: []}
   * </pre>
   *
   * {@code lower} and {@code upper} are the forecasts' interval, {@code low} and {@code high} the
   * expected range of unusual values.
   */
  public Map<String, @Nullable Object> json() {
    List<Row> rows = rows();
    return JsonWriter.fields(
        "t", rows.stream().map(Row::time).toList(),
        "y", column(rows, row -> row.point == null ? Double.NaN : row.point.y),
        "yhat", column(rows, row -> row.point == null ? Double.NaN : row.point.yhat),
        "lower", column(rows, row -> row.bucket == null ? Double.NaN : row.bucket.lower),
        "upper", column(rows, row -> row.bucket == null ? Double.NaN : row.bucket.upper),
        "low", column(rows, row -> row.bucket == null ? Double.NaN : row.bucket.low),
        "high", column(rows, row -> row.bucket == null ? Double.NaN : row.bucket.high),
        "score", column(rows, row -> row.bucket == null ? Double.NaN : row.bucket.score),
        "fans", fans.stream().map(Timeline::fan).toList(),
        "calendar", spans(entries),
        "days", spans(days),
        "warmups", spans(warmups));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (bucket.isAfterPause && !rows.isEmpty()) {
        long before = rows.get(rows.size() - 1).time;
        rows.add(new Row(before + (bucket.points().get(0).time - before) / 2, null, null));
      }
      bucket.points().forEach(point -> rows.add(new Row(point.time, point, bucket)));
    }
    return rows;
  }

  /** The least value that was expected of an unusual one; NaN for any other. */
  static double low(Deviation d) {
    return expected(d, "lower");
  }

  /** The greatest value that was expected of an unusual one; NaN for any other. */
  static double high(Deviation d) {
    return expected(d, "upper");
  }

  /**
   * An end of the range that a cause has, unless that is the interval of the forecast, which
   * follows a fault; else its expected value.
   */
  private static double expected(Deviation d, String end) {
    if (d.score() <= Deviation.USUAL) {
      return Double.NaN;
    }
    Cause cause = d.cause();
    double rounding = ROUNDING * (d.yhatUpper() - d.yhatLower());
    boolean isInterval = Math.abs(cause.number("lower") - d.yhatLower()) <= rounding;
    return cause.hasRange() && !isInterval ? cause.number(end) : cause.expected();
  }

  /** A number of each row. */
  static <T> float[] column(List<T> rows, ToDoubleFunction<T> number) {
    float[] column = new float[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) number.applyAsDouble(rows.get(i));
    }
    return column;
  }

  private List<Map<String, @Nullable Object>> spans(Spans spans) {
    return spans.all().stream().map(this::span).toList();
  }

  private Map<String, @Nullable Object> span(Span span) {
    return JsonWriter.fields(
        "from", span.from(), "to", Math.min(span.to(), last + 1), "text", span.text());
  }

  /** A forecast as pictures take it. */
  private static Map<String, @Nullable Object> fan(Forecast f) {
    return JsonWriter.fields(
        "origin", f.origin(),
        "stepMs", f.stepMs(),
        "yhat", f.yhat(),
        "lower", f.yhatLower(),
        "upper", f.yhatUpper());
  }
}
