package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.schemas.EventSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

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
      write(out, schema, JSON.readTree(json));
      out.flush();
    } catch (IOException e) {
      throw new IllegalArgumentException("value must be JSON", e);
    }
    return bytes.toByteArray();
  }

  private static void write(BinaryEncoder out, Schema type, JsonNode value) throws IOException {
    if (!fits(type, value)) {
      throw new IllegalArgumentException(
          "value must be %s, got: %s".formatted(type, value.getNodeType()));
    }
    switch (type.getType()) {
      case RECORD -> {
        for (Schema.Field field : type.getFields()) {
          JsonNode present = value.get(field.name());
          write(out, field.schema(), present == null ? absent(field) : present);
        }
      }
      case ARRAY -> {
        out.writeArrayStart();
        out.setItemCount(value.size());
        for (JsonNode element : value) {
          out.startItem();
          write(out, type.getElementType(), element);
        }
        out.writeArrayEnd();
      }
      case MAP -> {
        out.writeMapStart();
        out.setItemCount(value.size());
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
          out.startItem();
          out.writeString(entry.getKey());
          write(out, type.getValueType(), entry.getValue());
        }
        out.writeMapEnd();
      }
      case UNION -> {
        List<Schema> types = type.getTypes();
        int index = 0;
        while (!fits(types.get(index), value)) {
          index++;
        }
        out.writeIndex(index);
        write(out, types.get(index), value);
      }
      case STRING -> out.writeString(value.textValue());
      case LONG -> out.writeLong(value.longValue());
      case INT -> out.writeInt(value.intValue());
      case FLOAT -> out.writeFloat(value.floatValue());
      case DOUBLE -> out.writeDouble(value.doubleValue());
      case BOOLEAN -> out.writeBoolean(value.booleanValue());
      default -> {} // null takes no bytes
    }
  }

  private static JsonNode absent(Schema.Field field) {
    Object value = field.defaultVal();
    return JSON.valueToTree(value == JsonProperties.NULL_VALUE ? null : value);
  }

  private static boolean fits(Schema type, JsonNode value) {
    return switch (type.getType()) {
      case NULL -> value.isNull();
      case RECORD, MAP -> value.isObject();
      case ARRAY -> value.isArray();
      case UNION -> type.getTypes().stream().anyMatch(each -> fits(each, value));
      case STRING -> value.isTextual();
      case INT -> value.isIntegralNumber() && value.canConvertToInt();
      case LONG -> value.isIntegralNumber() && value.canConvertToLong();
      case FLOAT, DOUBLE -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case ENUM, BYTES, FIXED -> false; // no event has one
    };
  }
}
