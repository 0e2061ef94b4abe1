package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Alert.Direction;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.json.Fields;
import io.wavecast.schemas.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes alerts as JSON. Fields that it does not know are skipped. Stateless; any thread
 * may use it.
 */
public final class AlertCodec {
  private AlertCodec() {}

  /** The alert as a JSON object in UTF-8, its fields in the order of the record. */
  public static byte[] write(Alert alert) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
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
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no alert
   */
  public static Alert read(byte[] value) {
    Fields f = Fields.of(value, "an alert");
    try {
      return new Alert(
          f.text("id"),
          f.text("series"),
          f.oneOf("state", State.class),
          f.oneOf("previous", State.class),
          f.integer("since"),
          f.integer("started"),
          f.number("score"),
          f.oneOf("direction", Direction.class),
          f.text("rule"),
          f.text("reason"));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }
}
