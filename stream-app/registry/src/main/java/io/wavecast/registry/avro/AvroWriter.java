package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.schemas.EventSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.parsing.ResolvingGrammarGenerator;

/**
 * Writes the JSON of an event in Avro's binary encoding, by the schema of the event. A field that
 * is absent has the schema's default. A union holds the first of its types that fits. Thread-safe.
 */
public final class AvroWriter {
  /** Never configured after its creation, so thread-safe. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());

  private final Schema schema;

  /** A writer of the events of a schema. */
  public AvroWriter(EventSchema schema) {
    this.schema = new Schema.Parser().parse(schema.avro());
  }

  /**
   * The bytes of an event.
   *
   * @param json in UTF-8
   * @throws IllegalArgumentException when it does not fit the schema
   */
  public byte[] write(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      // Avro writes the defaults of schemas in this way
      ResolvingGrammarGenerator.encode(out, schema, JSON.readTree(json));
      out.flush();
    } catch (IOException | AvroTypeException e) {
      throw new IllegalArgumentException("value must be JSON of the schema", e);
    }
    return bytes.toByteArray();
  }
}
