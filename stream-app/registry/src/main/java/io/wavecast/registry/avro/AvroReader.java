package io.wavecast.registry.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wavecast.core.text.Throwables;
import io.wavecast.registry.TreeNodes;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads values in Avro's binary encoding as trees, by the schema that they were written with:
 *
 * <ul>
 *   <li>a record is an object, a map too; an array is an array; a union is the value that it holds
 *   <li>enum, string and uuid are strings; bytes and fixed are strings in base64
 *   <li>a decimal is a number; a timestamp of any unit one of ms since the epoch, a time of day one
 *       of ms since midnight, with decimal places where it is finer; a date is text such as
 *       2026-01-31
 * </ul>
 *
 * <p>A value may nest 64 levels and hold 100,000 elements, fields of records included. Thread-safe.
 */
public final class AvroReader {
  static final int MAX_DEPTH = 64;

  /** Longest text of a schema, characters. */
  static final int MAX_LENGTH = 1 << 20;

  /** Longest number of a decimal, bytes. */
  private static final int MAX_DECIMAL = 128;

  private static final int UUID_BYTES = 16;

  private final Schema schema;

  private AvroReader(Schema schema) {
    this.schema = schema;
  }

  /**
   * A reader of values that were written with a schema. No schema makes it load a class.
   *
   * @param text the schema
   * @param named texts of schemas whose types it names, each after those that it names itself
   * @throws IllegalArgumentException when it cannot be used; the message says why, in one line
   */
  public static AvroReader of(String text, List<String> named) {
    Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    try {
      named.forEach(other -> parse(parser, other));
      return new AvroReader(parse(parser, text));
    } catch (RuntimeException e) { // Avro's parser throws various ones
      throw new IllegalArgumentException(
          "Avro schema cannot be parsed: " + Throwables.oneLine(e), e);
    }
  }

  private static Schema parse(Schema.Parser parser, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have at most %d characters, got: %d".formatted(MAX_LENGTH, text.length()));
    }
    return parser.parse(text);
  }

  /**
   * The tree of a value.
   *
   * @param value bytes that hold it
   * @param offset where it begins; it ends where the bytes end
   * @throws BadRecordException when the bytes are no value of the schema
   */
  public JsonNode read(byte[] value, int offset) {
    try {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
      JsonNode tree = new Tree(in, new TreeNodes()).read(schema, 0);
      if (!in.isEnd()) {
        throw new BadRecordException(
            Reason.MALFORMED, "value must be Avro of its schema: bytes are left behind it");
      }
      return tree;
    } catch (BadRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro's decoder throws various unchecked exceptions; none quotes the payload
      String why = e instanceof EOFException ? "it ends too early" : Throwables.oneLine(e);
      throw new BadRecordException(Reason.MALFORMED, "value must be Avro of its schema: " + why, e);
    }
  }

  /** State of one read. */
  private record Tree(BinaryDecoder in, TreeNodes nodes) {
    JsonNode read(Schema type, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must nest at most " + MAX_DEPTH + " levels");
      }
      LogicalType logical = type.getLogicalType();
      return switch (type.getType()) {
        case RECORD -> record(type.getFields(), depth);
        case ARRAY -> array(type.getElementType(), depth);
        case MAP -> map(type.getValueType(), depth);
        case UNION -> read(type.getTypes().get(in.readIndex()), depth + 1);
        case STRING -> TextNode.valueOf(in.readString());
        case NULL -> NullNode.getInstance();
        case BOOLEAN -> BooleanNode.valueOf(in.readBoolean());
        case INT -> logical == null ? IntNode.valueOf(in.readInt()) : time(in.readInt(), logical);
        case LONG ->
            logical == null ? LongNode.valueOf(in.readLong()) : time(in.readLong(), logical);
        case FLOAT -> TreeNodes.number(in.readFloat());
        case DOUBLE -> TreeNodes.number(in.readDouble());
        case ENUM -> TextNode.valueOf(type.getEnumSymbols().get(in.readEnum()));
        case BYTES -> bytes(in.readBytes(null).array(), logical);
        case FIXED -> {
          byte[] bytes = new byte[Math.min(type.getFixedSize(), in.remainingBytes() + 1)];
          in.readFixed(bytes);
          yield bytes(bytes, logical);
        }
      };
    }

    private JsonNode record(List<Schema.Field> fields, int depth) throws IOException {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Schema.Field field : fields) {
        nodes.count(field.name());
        object.set(field.name(), read(field.schema(), depth + 1));
      }
      return object;
    }

    private JsonNode array(Schema type, int depth) throws IOException {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
        nodes.count(n);
        for (long i = 0; i < n; i++) {
          array.add(read(type, depth + 1));
        }
      }
      return array;
    }

    private JsonNode map(Schema type, int depth) throws IOException {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
        nodes.count(n);
        for (long i = 0; i < n; i++) {
          object.set(in.readString(), read(type, depth + 1));
        }
      }
      return object;
    }

    private static JsonNode time(long number, LogicalType logical) {
      return switch (logical.getName()) {
        case "timestamp-micros", "local-timestamp-micros", "time-micros" ->
            TreeNodes.millis(BigDecimal.valueOf(number, 3));
        case "timestamp-nanos", "local-timestamp-nanos" ->
            TreeNodes.millis(BigDecimal.valueOf(number, 6));
        case "date" -> TextNode.valueOf(LocalDate.ofEpochDay(number).toString());
        default -> LongNode.valueOf(number);
      };
    }

    private static JsonNode bytes(byte[] bytes, LogicalType logical) {
      if (logical instanceof LogicalTypes.Decimal decimal) {
        if (bytes.length > MAX_DECIMAL) {
          throw new BadRecordException(
              Reason.TOO_LARGE, "decimal must have at most " + MAX_DECIMAL + " bytes");
        }
        BigInteger unscaled = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return DecimalNode.valueOf(new BigDecimal(unscaled, decimal.getScale()));
      }
      if (logical instanceof LogicalTypes.Uuid && bytes.length == UUID_BYTES) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return TextNode.valueOf(new UUID(halves.getLong(), halves.getLong()).toString());
      }
      return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }
  }
}
