package io.wavecast.service.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The values, forecasts and alert state of one series as JSON. */
final class LiveJson {
  private LiveJson() {}

  /** {@code alert}: the newest change of alert state. */
  static void alert(JsonGenerator json, Alert alert) throws IOException {
    json.writeObjectFieldStart("alert");
    json.writeStringField("state", alert.state().name());
    json.writeNumberField("since", alert.since());
    json.writeNumberField("score", alert.score());
    json.writeStringField("reason", alert.reason());
    json.writeEndObject();
  }

  /** {@code t} and {@code y}: times, ms since the epoch, and values. */
  static void values(JsonGenerator json, LiveSeries.Snapshot snapshot) throws IOException {
    json.writeArrayFieldStart("t");
    for (Observation value : snapshot.values()) {
      json.writeNumber(value.timestamp());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("y");
    for (Observation value : snapshot.values()) {
      json.writeNumber((float) value.value());
    }
    json.writeEndArray();
  }

  /** {@code ahead}: the forecast for each of these times, made one horizon earlier. */
  static void ahead(JsonGenerator json, LiveSeries.Snapshot snapshot) throws IOException {
    Map<Long, Forecast> byEnd = new HashMap<>();
    for (Forecast forecast : snapshot.forecasts()) {
      if (!forecast.warmup()) {
        byEnd.put(forecast.timeAt(forecast.horizon()), forecast);
      }
    }
    json.writeObjectFieldStart("ahead");
    ahead(json, "yhat", snapshot, byEnd, Forecast::yhat);
    ahead(json, "lower", snapshot, byEnd, Forecast::yhatLower);
    ahead(json, "upper", snapshot, byEnd, Forecast::yhatUpper);
    json.writeEndObject();
  }

  private interface Part {
    float[] of(Forecast forecast);
  }

  private static void ahead(
      JsonGenerator json,
      String name,
      LiveSeries.Snapshot snapshot,
      Map<Long, Forecast> byEnd,
      Part part)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Observation value : snapshot.values()) {
      Forecast forecast = byEnd.get(value.timestamp());
      if (forecast == null) {
        json.writeNull();
      } else {
        json.writeNumber(part.of(forecast)[forecast.horizon() - 1]);
      }
    }
    json.writeEndArray();
  }

  /** {@code fan}: the newest forecast. */
  static void fan(JsonGenerator json, Forecast f) throws IOException {
    json.writeObjectFieldStart("fan");
    json.writeNumberField("origin", f.origin());
    json.writeNumberField("stepMs", f.stepMs());
    json.writeStringField("model", f.model().name());
    json.writeStringField("version", f.model().version());
    json.writeNumberField("level", f.level());
    json.writeBooleanField("warmup", f.warmup());
    json.writeBooleanField("imputed", f.imputed());
    array(json, "yhat", f.yhat());
    array(json, "lower", f.yhatLower());
    array(json, "upper", f.yhatUpper());
    json.writeEndObject();
  }

  private static void array(JsonGenerator json, String name, float[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
