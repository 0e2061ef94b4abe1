package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.Deviation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes deviations as JSON. Numbers that are absent are null; fields that it does not
 * know are skipped. Stateless; any thread may use it.
 */
public final class DeviationCodec {
  private DeviationCodec() {}

  /** The deviation as a JSON object in UTF-8, its fields in the order of the record. */
  public static byte[] write(Deviation deviation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("series", deviation.series());
      json.writeNumberField("timestamp", deviation.timestamp());
      json.writeNumberField("y", deviation.y());
      json.writeNumberField("lead", deviation.lead());
      json.writeFieldName("yhat");
      number(json, deviation.yhat());
      json.writeFieldName("yhatLower");
      number(json, deviation.yhatLower());
      json.writeFieldName("yhatUpper");
      number(json, deviation.yhatUpper());
      json.writeNumberField("score", deviation.score());
      json.writeBooleanField("peak", deviation.peak());
      json.writeArrayFieldStart("errors");
      for (float error : deviation.errors()) {
        number(json, error);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no deviation
   */
  public static Deviation read(byte[] value) {
    Fields f = Fields.of(value, "a deviation");
    try {
      return new Deviation(
          f.text("series"),
          f.integer("timestamp"),
          f.number("y"),
          (int) f.integer("lead"),
          f.number("yhat"),
          f.number("yhatLower"),
          f.number("yhatUpper"),
          f.number("score"),
          f.flag("peak"),
          f.numbers("errors"));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static void number(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
