package io.wavecast.service.explain;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.service.explain.Spans.Span;
import io.wavecast.service.explain.ValueTimes.Pause;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a picture of one series shows. Of a long series, neighbouring values are merged: the most
 * unusual one is kept, with the widest interval. Not thread-safe.
 */
final class Timeline {
  /** Largest number of points. */
  static final int MAX_POINTS = 4096;

  /** The columns. */
  static final int Y = 0;

  static final int YHAT = 1;
  static final int LOWER = 2;
  static final int UPPER = 3;
  static final int SCORE = 4;

  private static final int COLUMNS = 5;
  private static final int MAX_FANS = 60;

  private final long[] times = new long[MAX_POINTS];
  private final float[][] columns = new float[COLUMNS][MAX_POINTS];
  private int size;
  private int stride = 1;
  private int inLast;

  private final Spans entries = new Spans();
  private final Spans days = new Spans();
  private final Spans warmups = new Spans();
  private final List<Pause> gaps = new ArrayList<>();
  private final List<Forecast> fans = new ArrayList<>();
  private @Nullable Forecast newest;

  /**
   * Takes a value.
   *
   * @param like as which other day it counts; null if as its own
   */
  void add(Deviation d, Calendar.@Nullable Like like) {
    float[] point = {d.y(), d.yhat(), d.yhatLower(), d.yhatUpper(), d.score()};
    if (size > 0 && inLast < stride) {
      merge(size - 1, point, size - 1, d.timestamp());
      inLast++;
    } else {
      if (size == MAX_POINTS) {
        halve();
      }
      put(size++, point, d.timestamp());
      inLast = 1;
    }
    entries.mark(d.timestamp(), text(d.calendar()));
    days.mark(d.timestamp(), like == null ? "" : text(like));
    warmups.mark(d.timestamp(), newest != null && newest.warmup() ? "warm-up" : "");
  }

  void add(Forecast forecast) {
    newest = forecast;
  }

  /** Takes a time without values, which no line crosses, before the value that ends it. */
  void add(Pause pause) {
    if (size > 0) {
      inLast = stride;
      Stream.of(entries, days, warmups).forEach(spans -> spans.end(pause.from() + 1));
      if (gaps.size() < Spans.MAX) {
        gaps.add(pause);
      }
    }
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

  /** Keeps the newest forecast: what was expected just before an alert. */
  void keepFan() {
    Forecast fan = newest;
    if (fan != null
        && !fan.warmup()
        && fans.size() < MAX_FANS
        && (fans.isEmpty() || fans.get(fans.size() - 1).origin() < fan.origin())) {
      fans.add(fan);
    }
  }

  /** Whether it has no value yet. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Times of the points, and one within each gap, ms since the epoch, ascending. */
  long[] times() {
    Iterator<Pause> inOrder = gaps.iterator();
    return rows().mapToLong(i -> i < 0 ? middle(inOrder.next()) : times[i]).toArray();
  }

  /** A column, a number for each of {@link #times}; NaN where there is none, and in gaps. */
  float[] column(int column) {
    int[] rows = rows().toArray();
    float[] all = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      all[i] = rows[i] < 0 ? Float.NaN : columns[column][rows[i]];
    }
    return all;
  }

  /** The points in order, with -1 for each gap. */
  private IntStream rows() {
    IntStream.Builder rows = IntStream.builder();
    Iterator<Pause> inOrder = gaps.iterator();
    Pause next = inOrder.hasNext() ? inOrder.next() : null;
    for (int i = 0; i < size; i++) {
      while (next != null && times[i] > next.from()) {
        rows.add(-1);
        next = inOrder.hasNext() ? inOrder.next() : null;
      }
      rows.add(i);
    }
    return rows.build();
  }

  private static long middle(Pause pause) {
    return pause.from() + (pause.to() - pause.from()) / 2;
  }

  /** When calendar entries muted or stopped learning. */
  List<Span> entries() {
    return entries.all();
  }

  /** When days counted as other days of the week. */
  List<Span> days() {
    return days.all();
  }

  /** When the forecasts of one step before were made during warm-up. */
  List<Span> warmups() {
    return warmups.all();
  }

  List<Forecast> fans() {
    return fans;
  }

  /** Number of values that a point stands for. */
  int stride() {
    return stride;
  }

  private void put(int at, float[] point, long time) {
    times[at] = time;
    for (int c = 0; c < columns.length; c++) {
      columns[c][at] = point[c];
    }
  }

  private void halve() {
    for (int i = 0; i < MAX_POINTS / 2; i++) {
      put(i, pointAt(2 * i), times[2 * i]);
      merge(i, pointAt(2 * i + 1), i, times[2 * i + 1]);
    }
    size = MAX_POINTS / 2;
    stride *= 2;
  }

  private float[] pointAt(int i) {
    float[] point = new float[columns.length];
    for (int c = 0; c < columns.length; c++) {
      point[c] = columns[c][i];
    }
    return point;
  }

  /** Merges a point into another one. */
  private void merge(int at, float[] point, int into, long time) {
    float[] kept = pointAt(at);
    boolean isMoreUnusual = point[SCORE] > kept[SCORE];
    float[] merged = (isMoreUnusual ? point : kept).clone();
    merged[LOWER] = least(kept[LOWER], point[LOWER]);
    merged[UPPER] = -least(-kept[UPPER], -point[UPPER]);
    put(into, merged, isMoreUnusual ? time : times[at]);
  }

  private static float least(float a, float b) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : Math.min(a, b);
  }
}
