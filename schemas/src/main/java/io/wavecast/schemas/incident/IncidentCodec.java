package io.wavecast.schemas.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.CauseCodec;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.util.OptionalInt;

/** Reads and writes incidents as JSON. Unknown fields are ignored. Stateless and thread-safe. */
public final class IncidentCodec {
  private IncidentCodec() {}

  /**
   * Writes an incident as a JSON object in UTF-8, its fields in the order of the record; without
   * the fields {@code cause}, {@code joined} and {@code alerting} where there are none.
   */
  public static byte[] write(Incident incident) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("id", incident.id());
          json.writeStringField("state", incident.state().name());
          json.writeStringField("severity", incident.severity().name());
          json.writeNumberField("since", incident.since());
          json.writeNumberField("changed", incident.changed());
          json.writeNumberField("members", incident.members());
          json.writeStringField("first", incident.first());
          json.writeArrayFieldStart("series");
          for (String series : incident.series()) {
            json.writeString(series);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("labels");
          for (SharedLabel label : incident.labels()) {
            write(json, label);
          }
          json.writeEndArray();
          if (!incident.cause().equals(Cause.NONE)) {
            json.writeFieldName("cause");
            json.writeRawValue(new String(CauseCodec.write(incident.cause()), UTF_8));
          }
          if (!incident.joined().isEmpty()) {
            json.writeStringField("joined", incident.joined());
          }
          json.writeStringField("reason", incident.reason());
          if (incident.alerting().isPresent()) {
            json.writeNumberField("alerting", incident.alerting().getAsInt());
          }
        });
  }

  private static void write(JsonGenerator json, SharedLabel label) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", label.name());
    json.writeStringField("value", label.value());
    json.writeNumberField("members", label.members());
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no incident
   */
  public static Incident read(byte[] value) {
    return JsonValue.read(
        value,
        "an incident",
        f ->
            new Incident(
                f.get("id").text(),
                f.get("state").oneOf(Incident.State.class),
                f.get("severity").oneOf(Alert.State.class),
                f.get("since").integer(),
                f.get("changed").integer(),
                f.get("members").smallInteger(),
                f.get("first").text(),
                f.get("series").elements("an array of strings").stream()
                    .map(JsonValue::text)
                    .toList(),
                f.get("labels").elements("an array of objects").stream()
                    .map(IncidentCodec::label)
                    .toList(),
                CauseCodec.read(f.get("cause")),
                f.get("joined").isPresent() ? f.get("joined").text() : "",
                f.get("reason").text(),
                known(f.get("alerting"))));
  }

  private static OptionalInt known(JsonValue number) {
    return number.isPresent() ? OptionalInt.of(number.smallInteger()) : OptionalInt.empty();
  }

  private static SharedLabel label(JsonValue f) {
    return new SharedLabel(
        f.get("name").text(), f.get("value").text(), f.get("members").smallInteger());
  }
}
