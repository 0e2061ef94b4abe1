package io.wavecast.service.console;

import io.wavecast.core.text.CauseText;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one browser's series since the last {@link #take}. Numbers are rounded to {@value
 * #DIGITS} digits, {@value #DETAILED_DIGITS} in detail; times are differences. Thread-safe.
 */
final class LiveStream {
  /**
   * Most values of a series in one event; of more, the least, the greatest and the last are sent.
   */
  private static final int MOST_AT_ONCE = 60;

  private static final int DIGITS = 4;

  private static final int DETAILED_DIGITS = 6;

  private final Map<String, Changes> series = new HashMap<>();
  private String detailed = "";
  private int calls;

  private static final class Changes {
    int number;
    long last = Long.MIN_VALUE;
    final List<Deviation> values = new ArrayList<>();
    @Nullable Forecast forecast;
    @Nullable Alert alert;
    String mutedBy = "";
    String sentMutedBy = "";

    boolean isEmpty() {
      return values.isEmpty() && forecast == null && alert == null;
    }
  }

  /**
   * Shows these series from now on, which have numbers in this order.
   *
   * @param inDetail the series with forecast and score of each value; it has the last number if
   *     {@code keys} lacks it; "" for none
   * @return the series that were not shown before
   */
  synchronized List<String> show(List<String> keys, String inDetail) {
    detailed = inDetail;
    Set<String> shown = new LinkedHashSet<>(keys);
    if (!inDetail.isEmpty()) {
      shown.add(inDetail);
    }
    series.keySet().retainAll(shown);
    List<String> added = shown.stream().filter(key -> !series.containsKey(key)).toList();
    int number = 0;
    for (String key : shown) {
      series.computeIfAbsent(key, any -> new Changes()).number = number++;
    }
    return added;
  }

  /** Whether the browser shows a series. */
  synchronized boolean shows(String key) {
    return series.containsKey(key);
  }

  /** Takes a value; ignored unless newer than the last one of its series. */
  synchronized void add(Deviation d) {
    Changes changes = series.get(d.series());
    if (changes != null && d.timestamp() > changes.last) {
      changes.last = d.timestamp();
      changes.mutedBy = d.calendar().mutedBy();
      changes.values.add(d);
      if (changes.values.size() > MOST_AT_ONCE) {
        extremes(changes.values);
      }
    }
  }

  private static void extremes(List<Deviation> values) {
    Comparator<Deviation> byValue = Comparator.comparingDouble(Deviation::y);
    List<Deviation> kept =
        Stream.of(
                values.stream().min(byValue).orElseThrow(),
                values.stream().max(byValue).orElseThrow(),
                values.get(values.size() - 1))
            .distinct()
            .sorted(Comparator.comparingLong(Deviation::timestamp))
            .toList();
    values.clear();
    values.addAll(kept);
  }

  /** Takes a forecast. */
  synchronized void add(Forecast forecast) {
    Changes changes = series.get(forecast.series());
    if (changes != null) {
      changes.forecast = forecast;
    }
  }

  /** Takes a change of alert state. */
  synchronized void add(Alert alert) {
    Changes changes = series.get(alert.series());
    if (changes != null) {
      changes.alert = alert;
    }
  }

  /** Values read from the topic, all of them. Live values that follow may repeat the last ones. */
  synchronized Map<String, @Nullable Object> read(String key, SeriesHistory.Found found) {
    Changes later = Objects.requireNonNull(series.get(key));
    Changes before = new Changes();
    before.number = later.number;
    before.values.addAll(found.values());
    before.forecast = found.forecast().orElse(null);
    if (!found.values().isEmpty()) {
      before.mutedBy = found.values().get(found.values().size() - 1).calendar().mutedBy();
    }
    later.sentMutedBy = before.mutedBy;
    later.mutedBy = later.last == Long.MIN_VALUE ? before.mutedBy : later.mutedBy;
    return take(before, key.equals(detailed), true);
  }

  /**
   * The changes since the last call, by series. Forecasts of series without details are sent at
   * every second call.
   */
  synchronized List<Map<String, @Nullable Object>> take() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    calls++;
    series.forEach(
        (key, changes) -> {
          if (!changes.isEmpty()) {
            boolean isDetailed = key.equals(detailed);
            all.add(take(changes, isDetailed, isDetailed || calls % 2 == 0));
          }
        });
    return all;
  }

  private static Map<String, @Nullable Object> take(
      Changes changes, boolean isDetailed, boolean isWithForecast) {
    Map<String, @Nullable Object> json = JsonWriter.fields("i", changes.number);
    List<Deviation> values = changes.values;
    if (!values.isEmpty()) {
      json.put("t", times(values));
      json.put("y", column(values, Deviation::y, isDetailed));
    }
    if (!values.isEmpty() && isDetailed) {
      json.put("yhat", column(values, Deviation::yhat, true));
      json.put("lower", column(values, Deviation::yhatLower, true));
      json.put("upper", column(values, Deviation::yhatUpper, true));
      json.put("low", column(values, Timeline::low, true));
      json.put("high", column(values, Timeline::high, true));
      json.put("score", column(values, Deviation::score, true));
    }
    if (changes.forecast != null && isWithForecast) {
      json.put("ahead", ahead(changes.forecast, isDetailed));
    }
    if (changes.alert != null) {
      json.put("alert", alert(changes.alert));
    }
    if (!changes.mutedBy.equals(changes.sentMutedBy)) {
      json.put("mutedBy", changes.mutedBy);
      changes.sentMutedBy = changes.mutedBy;
    }
    values.clear();
    changes.forecast = isWithForecast ? null : changes.forecast;
    changes.alert = null;
    return json;
  }

  /** The newest forecast; in detail with its interval and its model. */
  static Map<String, @Nullable Object> ahead(Forecast f, boolean isDetailed) {
    Map<String, @Nullable Object> ahead =
        JsonWriter.fields(
            "origin", f.origin(), "stepMs", f.stepMs(), "yhat", rounded(f.yhat(), isDetailed));
    if (isDetailed) {
      ahead.put("lower", rounded(f.yhatLower(), true));
      ahead.put("upper", rounded(f.yhatUpper(), true));
      ahead.put("model", f.model().name() + " " + f.model().version());
      ModelRef misfit = f.misfit();
      ahead.put("misfit", misfit == null ? null : misfit.name() + " " + misfit.version());
      ahead.put("level", f.level());
      ahead.put("warmup", f.warmup());
      ahead.put("imputed", f.imputed());
    }
    return ahead;
  }

  /** The newest change of alert state. */
  static Map<String, @Nullable Object> alert(Alert alert) {
    return JsonWriter.fields(
        "id", alert.id(),
        "state", alert.state(),
        "since", alert.since(),
        "started", alert.started(),
        "cause", CauseText.name(alert.cause()),
        "reason", alert.reason());
  }

  /** The first time, then each value's distance to its predecessor. */
  private static List<Long> times(List<Deviation> values) {
    List<Long> times = new ArrayList<>();
    long before = 0;
    for (Deviation value : values) {
      times.add(value.timestamp() - before);
      before = value.timestamp();
    }
    return times;
  }

  private static float[] column(
      List<Deviation> values, ToDoubleFunction<Deviation> number, boolean isDetailed) {
    return rounded(Timeline.column(values, number), isDetailed);
  }

  private static float[] rounded(float[] values, boolean isDetailed) {
    int digits = isDetailed ? DETAILED_DIGITS : DIGITS;
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      double size = Math.abs(values[i]);
      double unit = Math.pow(10, digits - 1 - Math.floor(Math.log10(size)));
      boolean isExact = !(size > 0) || Double.isInfinite(unit);
      rounded[i] = isExact ? values[i] : (float) (Math.round(values[i] * unit) / unit);
    }
    return rounded;
  }
}
