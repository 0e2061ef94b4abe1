package io.wavecast.registry.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes JSON in Avro's binary encoding. An absent field takes its default, or null where the
 * schema allows it; fields that the schema does not know are left out. Knows the types that events
 * are made of: records, arrays, maps, unions, strings, enums, numbers and booleans. Thread-safe.
 */
public final class JsonToAvro {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());

  private final Schema schema;

  /**
   * @param schema of the values
   */
  public JsonToAvro(Schema schema) {
    this.schema = schema;
  }

  /**
   * The value of a JSON text.
   *
   * @param json in UTF-8
   * @throws IllegalArgumentException when it does not fit the schema; the message names the field
   */
  public byte[] write(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      write(out, schema, JSON.readTree(json), "");
      out.flush();
    } catch (IOException e) {
      throw new IllegalArgumentException("value must be JSON", e);
    }
    return bytes.toByteArray();
  }

  private static void write(BinaryEncoder out, Schema type, JsonNode value, String path)
      throws IOException {
    switch (type.getType()) {
      case RECORD -> record(out, type, value, path);
      case ARRAY -> array(out, type.getElementType(), need(value.isArray(), value, type, path));
      case MAP -> map(out, type.getValueType(), need(value.isObject(), value, type, path));
      case UNION -> union(out, type.getTypes(), value, path);
      case STRING -> out.writeString(need(value.isTextual(), value, type, path).textValue());
      case ENUM -> out.writeEnum(symbol(type, value, path));
      case LONG -> out.writeLong(need(isLong(value), value, type, path).longValue());
      case INT -> out.writeInt(need(isInt(value), value, type, path).intValue());
      case FLOAT -> out.writeFloat((float) need(value.isNumber(), value, type, path).doubleValue());
      case DOUBLE -> out.writeDouble(need(value.isNumber(), value, type, path).doubleValue());
      case BOOLEAN -> out.writeBoolean(need(value.isBoolean(), value, type, path).booleanValue());
      case NULL -> out.writeNull();
      default -> throw new IllegalArgumentException("type is not written: " + type.getType());
    }
  }

  private static void record(BinaryEncoder out, Schema type, JsonNode value, String path)
      throws IOException {
    JsonNode object = need(value.isObject(), value, type, path);
    for (Schema.Field field : type.getFields()) {
      JsonNode present = object.get(field.name());
      write(
          out,
          field.schema(),
          present == null ? absent(field) : present,
          path.isEmpty() ? field.name() : path + "." + field.name());
    }
  }

  private static JsonNode absent(Schema.Field field) {
    Object value = field.defaultVal();
    if (value == null) {
      return MissingNode.getInstance();
    }
    return value == JsonProperties.NULL_VALUE ? NullNode.getInstance() : JSON.valueToTree(value);
  }

  private static void array(BinaryEncoder out, Schema type, JsonNode elements) throws IOException {
    out.writeArrayStart();
    out.setItemCount(elements.size());
    for (JsonNode element : elements) {
      out.startItem();
      write(out, type, element, "[]");
    }
    out.writeArrayEnd();
  }

  private static void map(BinaryEncoder out, Schema type, JsonNode fields) throws IOException {
    out.writeMapStart();
    out.setItemCount(fields.size());
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      out.startItem();
      out.writeString(field.getKey());
      write(out, type, field.getValue(), field.getKey());
    }
    out.writeMapEnd();
  }

  private static void union(BinaryEncoder out, List<Schema> types, JsonNode value, String path)
      throws IOException {
    for (int i = 0; i < types.size(); i++) {
      if (fits(types.get(i), value)) {
        out.writeIndex(i);
        write(out, types.get(i), value, path);
        return;
      }
    }
    throw misfit(value, "one of the types of its union", path);
  }

  private static boolean fits(Schema type, JsonNode value) {
    return switch (type.getType()) {
      case NULL -> value.isNull() || value.isMissingNode();
      case RECORD, MAP -> value.isObject();
      case ARRAY -> value.isArray();
      case STRING -> value.isTextual();
      case ENUM -> value.isTextual() && type.hasEnumSymbol(value.textValue());
      case INT -> isInt(value);
      case LONG -> isLong(value);
      case FLOAT, DOUBLE -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      default -> false;
    };
  }

  private static int symbol(Schema type, JsonNode value, String path) {
    String name = need(value.isTextual(), value, type, path).textValue();
    if (type.hasEnumSymbol(name)) {
      return type.getEnumOrdinal(name);
    }
    if (type.getEnumDefault() != null) {
      return type.getEnumOrdinal(type.getEnumDefault());
    }
    throw misfit(value, "one of " + type.getEnumSymbols(), path);
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  private static boolean isInt(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static JsonNode need(boolean fits, JsonNode value, Schema type, String path) {
    if (!fits) {
      throw misfit(value, type.getType().getName(), path);
    }
    return value;
  }

  private static IllegalArgumentException misfit(JsonNode value, String expected, String path) {
    return new IllegalArgumentException(
        "field '%s' must be %s, got: %s"
            .formatted(
                path, expected, value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
  }
}
