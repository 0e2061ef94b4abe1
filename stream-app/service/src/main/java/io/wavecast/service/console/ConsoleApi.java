package io.wavecast.service.console;

import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.metrics.ServiceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that the console reads.
 *
 * <pre>
 *   /api/status  {series, observationsPerSecond, forecastsPerSecond, latencyMs: {p50, p99}, ...}
 *   /api/live    {series: [{key, alert: {...}, mutedBy, t, y, ahead: {...}, fan: {...}}]}
 * </pre>
 */
public final class ConsoleApi {
  private ConsoleApi() {}

  /** {@code /api/status}; null where a value is unknown. */
  public static byte[] status(ServiceStatus s) {
    return JsonWriter.value(
        JsonWriter.fields(
            "series", s.series() < 0 ? null : s.series(),
            "observationsPerSecond", s.observationsPerSecond(),
            "forecastsPerSecond", s.forecastsPerSecond(),
            "latencyMs",
                JsonWriter.fields("p50", s.latencyP50() * 1000, "p99", s.latencyP99() * 1000),
            "observations", s.observations(),
            "forecasts", s.forecasts(),
            "deadLetters", s.deadLetters(),
            "behind", s.behind(),
            "late", s.late(),
            "models", s.models().stream().map(ConsoleApi::model).toList()));
  }

  private static Map<String, @Nullable Object> model(ServiceStatus.Model model) {
    return JsonWriter.fields(
        "name", model.name(), "version", model.version(), "device", model.device());
  }

  /** {@code /api/live}. */
  public static byte[] live(List<LiveSeries.Snapshot> snapshots) {
    return JsonWriter.value(
        JsonWriter.fields("series", snapshots.stream().map(ConsoleApi::series).toList()));
  }

  private static Map<String, @Nullable Object> series(LiveSeries.Snapshot snapshot) {
    List<Observation> values = snapshot.values();
    Map<String, @Nullable Object> series = JsonWriter.fields("key", snapshot.series());
    snapshot.alert().ifPresent(alert -> series.put("alert", alert(alert)));
    if (!snapshot.mutedBy().isEmpty()) {
      series.put("mutedBy", snapshot.mutedBy());
    }
    series.put("t", values.stream().map(Observation::timestamp).toList());
    series.put("y", values.stream().map(value -> (float) value.value()).toList());
    series.put("ahead", ahead(snapshot));
    if (!snapshot.forecasts().isEmpty()) {
      series.put("fan", fan(snapshot.forecasts().get(snapshot.forecasts().size() - 1)));
    }
    return series;
  }

  /** The newest change of alert state. */
  private static Map<String, @Nullable Object> alert(Alert alert) {
    return JsonWriter.fields(
        "id", alert.id(),
        "state", alert.state(),
        "since", alert.since(),
        "score", alert.score(),
        "reason", alert.reason());
  }

  /**
   * The forecast for the time of each value, made one horizon earlier; null if there is none. Times
   * need not be exact: a forecast is for a value at most half a step away, as in deviations.
   */
  private static Map<String, @Nullable Object> ahead(LiveSeries.Snapshot snapshot) {
    NavigableMap<Long, Forecast> byEnd = new TreeMap<>();
    for (Forecast forecast : snapshot.forecasts()) {
      if (!forecast.warmup()) {
        byEnd.put(forecast.timeAt(forecast.horizon()), forecast);
      }
    }
    List<@Nullable Forecast> ahead = new ArrayList<>();
    snapshot.values().forEach(value -> ahead.add(nearest(byEnd, value.timestamp())));
    return JsonWriter.fields(
        "yhat", last(ahead, Forecast::yhat),
        "lower", last(ahead, Forecast::yhatLower),
        "upper", last(ahead, Forecast::yhatUpper));
  }

  private static @Nullable Forecast nearest(NavigableMap<Long, Forecast> byEnd, long time) {
    return Stream.of(byEnd.floorEntry(time), byEnd.ceilingEntry(time))
        .filter(Objects::nonNull)
        .filter(e -> 2 * Math.abs(e.getKey() - time) <= e.getValue().stepMs())
        .min(Comparator.comparingLong(e -> Math.abs(e.getKey() - time)))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  private static List<@Nullable Float> last(
      List<@Nullable Forecast> forecasts, Function<Forecast, float[]> part) {
    List<@Nullable Float> last = new ArrayList<>();
    for (Forecast forecast : forecasts) {
      last.add(forecast == null ? null : part.apply(forecast)[forecast.horizon() - 1]);
    }
    return last;
  }

  /** The newest forecast. */
  private static Map<String, @Nullable Object> fan(Forecast f) {
    ModelRef misfit = f.misfit();
    return JsonWriter.fields(
        "origin", f.origin(),
        "stepMs", f.stepMs(),
        "model", f.model().name(),
        "version", f.model().version(),
        "misfit", misfit == null ? null : misfit.name() + " " + misfit.version(),
        "level", f.level(),
        "warmup", f.warmup(),
        "imputed", f.imputed(),
        "yhat", f.yhat(),
        "lower", f.yhatLower(),
        "upper", f.yhatUpper());
  }
}
