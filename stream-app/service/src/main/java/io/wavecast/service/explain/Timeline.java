package io.wavecast.service.explain;

import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int MAX_SPANS = 500;
  private static final int MAX_FANS = 60;

  private final long[] times = new long[MAX_POINTS];
  private final float[][] columns = new float[COLUMNS][MAX_POINTS];
  private int size;
  private int stride = 1;
  private int inLast;

  private final List<Span> spans = new ArrayList<>();
  private final List<Forecast> fans = new ArrayList<>();
  private @Nullable Forecast newest;

  /** A time in which calendar entries applied; both ends are times of values. */
  record Span(long from, long to, AppliedEntries entries) {}

  void add(Deviation d) {
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
    mark(d.timestamp(), d.calendar());
  }

  void add(Forecast forecast) {
    newest = forecast;
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

  /** Times of the points, ms since the epoch. */
  long[] times() {
    return Arrays.copyOf(times, size);
  }

  /** A column; NaN where there is no number. */
  float[] column(int column) {
    return Arrays.copyOf(columns[column], size);
  }

  List<Span> spans() {
    return spans;
  }

  List<Forecast> fans() {
    return fans;
  }

  /** Number of values that a point stands for. */
  int stride() {
    return stride;
  }

  private void mark(long time, AppliedEntries entries) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && last.to == Long.MAX_VALUE) {
      if (last.entries.equals(entries)) {
        return;
      }
      spans.set(spans.size() - 1, new Span(last.from, time, last.entries));
    }
    if (!entries.equals(AppliedEntries.NONE) && spans.size() < MAX_SPANS) {
      spans.add(new Span(time, Long.MAX_VALUE, entries));
    }
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
