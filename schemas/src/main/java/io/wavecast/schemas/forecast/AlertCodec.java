package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert.Direction;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.util.Map;

/** Reads and writes alerts as JSON. Unknown fields are ignored. Stateless and thread-safe. */
public final class AlertCodec {
  private AlertCodec() {}

  /**
   * Writes an alert as a JSON object in UTF-8, its fields in the order of the record; without the
   * field {@code labels} where there are none.
   */
  public static byte[] write(Alert alert) {
    return JsonWriter.object(
        json -> {
          writeScalars(json, alert);
          if (!alert.labels().isEmpty()) {
            Labels.write(json, alert.labels());
          }
        });
  }

  /** Writes all fields but the labels. */
  static void writeScalars(JsonGenerator json, Alert alert) throws IOException {
    json.writeStringField("id", alert.id());
    json.writeStringField("series", alert.series());
    json.writeStringField("state", alert.state().name());
    json.writeStringField("previous", alert.previous().name());
    json.writeNumberField("since", alert.since());
    json.writeNumberField("started", alert.started());
    json.writeNumberField("score", alert.score());
    json.writeStringField("direction", alert.direction().name());
    json.writeStringField("rule", alert.rule());
    json.writeStringField("reason", alert.reason());
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no alert
   */
  public static Alert read(byte[] value) {
    return JsonValue.read(
        value,
        "an alert",
        f ->
            new Alert(
                f.get("id").text(),
                f.get("series").text(),
                f.get("state").oneOf(State.class),
                f.get("previous").oneOf(State.class),
                f.get("since").integer(),
                f.get("started").integer(),
                f.get("score").singlePrecision(),
                f.get("direction").oneOf(Direction.class),
                f.get("rule").text(),
                f.get("reason").text(),
                f.get("labels").isPresent() ? f.get("labels").texts() : Map.of()));
  }
}
