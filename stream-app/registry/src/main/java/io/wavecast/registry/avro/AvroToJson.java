package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.wavecast.core.text.Throwables;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Reads values in Avro's binary encoding as JSON, by the schema that they were written with:
 *
 * <ul>
 *   <li>a record is an object, a map too; an array is an array; a union is the value that it holds
 *   <li>enum, string and uuid are strings; bytes and fixed are strings in base64
 *   <li>a decimal is a number; so are times, see {@link AvroScalars}
 * </ul>
 *
 * A value may nest 64 levels and hold 100,000 elements, fields of records included. Its JSON may
 * take 16 MiB, or ten times its own bytes if these are more. Thread-safe.
 */
public final class AvroToJson {
  static final int MAX_DEPTH = 64;
  static final int MAX_ELEMENTS = 100_000;

  /** Names of fields come from the schema, so a few bytes may stand for many characters. */
  private static final long MAX_BYTES = 16 << 20;

  private static final int GROWTH = 10;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final Schema schema;

  /**
   * @param schema that values were written with
   */
  public AvroToJson(Schema schema) {
    this.schema = schema;
  }

  /**
   * The JSON of a value.
   *
   * @param value bytes that hold it
   * @param offset where it begins; it ends where the bytes end
   * @return JSON in UTF-8
   * @throws BadRecordException when the bytes are no value of the schema
   */
  public byte[] read(byte[] value, int offset) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(Math.max(64, 2 * value.length))) {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
      try (JsonGenerator out = JSON.createGenerator(bytes)) {
        new Value(in, out, bytes, Math.max(MAX_BYTES, (long) GROWTH * value.length))
            .copy(schema, 0);
      }
      if (!in.isEnd()) {
        throw new BadRecordException(
            Reason.MALFORMED, "value must be Avro of its schema: bytes are left behind it");
      }
      return bytes.toByteArray();
    } catch (BadRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro's decoder throws various unchecked exceptions; none quotes the payload
      throw malformed(e instanceof EOFException ? "it ends too early" : Throwables.oneLine(e), e);
    }
  }

  private static BadRecordException malformed(String why, Exception cause) {
    return new BadRecordException(
        Reason.MALFORMED, "value must be Avro of its schema: " + why, cause);
  }

  /** One value on its way. */
  private static final class Value {
    private final BinaryDecoder in;
    private final JsonGenerator out;
    private final AvroScalars scalars;
    private final ByteArrayBuilder bytes;
    private final long maxBytes;
    private Utf8 text = new Utf8();
    private int elements;

    Value(BinaryDecoder in, JsonGenerator out, ByteArrayBuilder bytes, long maxBytes) {
      this.in = in;
      this.out = out;
      this.bytes = bytes;
      this.maxBytes = maxBytes;
      this.scalars = new AvroScalars(in, out);
    }

    void copy(Schema type, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must nest at most " + MAX_DEPTH + " levels");
      }
      if (bytes.size() > maxBytes) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must take at most " + maxBytes + " bytes as JSON");
      }
      switch (type.getType()) {
        case RECORD -> record(type, depth);
        case ARRAY -> array(type.getElementType(), depth);
        case MAP -> map(type.getValueType(), depth);
        case UNION -> copy(type.getTypes().get(in.readIndex()), depth + 1);
        case STRING -> {
          text = in.readString(text);
          out.writeUTF8String(text.getBytes(), 0, text.getByteLength());
        }
        default -> scalars.copy(type);
      }
    }

    private void record(Schema type, int depth) throws IOException {
      out.writeStartObject();
      count(type.getFields().size());
      for (Schema.Field field : type.getFields()) {
        out.writeFieldName(field.name());
        copy(field.schema(), depth + 1);
      }
      out.writeEndObject();
    }

    private void array(Schema type, int depth) throws IOException {
      out.writeStartArray();
      for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
        count(n);
        for (long i = 0; i < n; i++) {
          copy(type, depth + 1);
        }
      }
      out.writeEndArray();
    }

    private void map(Schema type, int depth) throws IOException {
      out.writeStartObject();
      for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
        count(n);
        for (long i = 0; i < n; i++) {
          out.writeFieldName(in.readString());
          copy(type, depth + 1);
        }
      }
      out.writeEndObject();
    }

    /**
     * Elements and records may take no bytes, so their number is not bounded by those of the value.
     */
    private void count(long more) {
      if (more > MAX_ELEMENTS - elements) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must hold at most " + MAX_ELEMENTS + " elements");
      }
      elements += (int) more;
    }
  }
}
