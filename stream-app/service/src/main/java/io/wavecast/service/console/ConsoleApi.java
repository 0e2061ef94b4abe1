package io.wavecast.service.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.metrics.ServiceStatus;
import java.io.IOException;
import java.util.List;

/**
 * The JSON that the console reads.
 *
 * <pre>
 *   /api/status  {series, observationsPerSecond, forecastsPerSecond, latencyMs: {p50, p99}, ...}
 *   /api/live    {series: [{key, alert: {...}, t, y, ahead: {yhat, lower, upper}, fan: {...}}]}
 * </pre>
 */
public final class ConsoleApi {
  private ConsoleApi() {}

  /** {@code /api/status}. */
  public static byte[] status(ServiceStatus s) {
    return JsonWriter.object(
        json -> {
          if (s.series() >= 0) {
            json.writeNumberField("series", s.series());
          } else {
            json.writeNullField("series");
          }
          JsonWriter.number(json, "observationsPerSecond", s.observationsPerSecond());
          JsonWriter.number(json, "forecastsPerSecond", s.forecastsPerSecond());
          json.writeObjectFieldStart("latencyMs");
          JsonWriter.number(json, "p50", s.latencyP50() * 1000);
          JsonWriter.number(json, "p99", s.latencyP99() * 1000);
          json.writeEndObject();
          json.writeNumberField("observations", s.observations());
          json.writeNumberField("forecasts", s.forecasts());
          json.writeNumberField("deadLetters", s.deadLetters());
          json.writeNumberField("behind", s.behind());
          json.writeNumberField("late", s.late());
          json.writeArrayFieldStart("models");
          for (ServiceStatus.Model model : s.models()) {
            json.writeStartObject();
            json.writeStringField("name", model.name());
            json.writeStringField("version", model.version());
            json.writeStringField("device", model.device());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** {@code /api/live}. */
  public static byte[] live(List<LiveSeries.Snapshot> snapshots) {
    return JsonWriter.object(
        json -> {
          json.writeArrayFieldStart("series");
          for (LiveSeries.Snapshot snapshot : snapshots) {
            series(json, snapshot);
          }
          json.writeEndArray();
        });
  }

  private static void series(JsonGenerator json, LiveSeries.Snapshot snapshot) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", snapshot.series());
    if (snapshot.alert().isPresent()) {
      LiveJson.alert(json, snapshot.alert().get());
    }
    LiveJson.values(json, snapshot);
    LiveJson.ahead(json, snapshot);
    if (!snapshot.forecasts().isEmpty()) {
      LiveJson.fan(json, snapshot.forecasts().get(snapshot.forecasts().size() - 1));
    }
    json.writeEndObject();
  }
}
