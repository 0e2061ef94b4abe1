package io.wavecast.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The schemas of the events, as Avro ({@code .avsc}) and as JSON Schema ({@code .schema.json}), of
 * flat ones also as Kafka Connect's ({@code .connect.json}). They are the wire contract: the codecs
 * are tested against them.
 */
public enum EventSchema {
  FORECAST,
  DEVIATION,
  ALERT,
  INCIDENT,
  /** A lead time of a forecast. */
  FLAT_FORECAST,
  FLAT_DEVIATION,
  FLAT_ALERT;

  /** The text of the Avro schema. */
  public String avro() {
    return text(".avsc");
  }

  /** The text of the JSON Schema, draft 7. */
  public String jsonSchema() {
    return text(".schema.json");
  }

  /** The schema of a flat event in one line, for the {@code JsonConverter} of Kafka Connect. */
  public String connect() {
    return text(".connect.json").strip();
  }

  private String text(String suffix) {
    String file = "events/" + name().toLowerCase(Locale.ROOT) + suffix;
    try (InputStream in = EventSchema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource: " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
