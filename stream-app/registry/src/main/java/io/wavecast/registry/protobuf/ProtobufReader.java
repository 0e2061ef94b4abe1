package io.wavecast.registry.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.wavecast.registry.TreeNodes;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads messages of one type as trees. A message and a map are objects, a repeated field is an
 * array, names of fields are those of the {@code .proto} file. Unsigned numbers are not negative;
 * an enum is the name of its value, or the number where it has no name; bytes are text in base64. A
 * {@code Timestamp} is the number of ms since the epoch, a {@code Duration} one of ms, a wrapper
 * such as {@code DoubleValue} the value in it.
 *
 * <p>A field that is not set has its default value where the type does not tell the two apart, and
 * is absent where it does: messages, members of a oneof, {@code optional} ones. Fields that the
 * type does not know are skipped.
 *
 * <p>A value may take 1 MiB, nest 64 levels and hold 100,000 fields and elements. Thread-safe.
 */
final class ProtobufReader {
  /** An empty message takes two bytes, and an object of some hundred. */
  static final int MAX_BYTES = 1 << 20;

  static final int MAX_DEPTH = 64;

  private static final String GOOGLE = "google.protobuf.";
  private static final Set<String> TIMES = Set.of(GOOGLE + "Timestamp", GOOGLE + "Duration");

  private final Descriptor type;

  /**
   * @param type of all values
   */
  ProtobufReader(Descriptor type) {
    this.type = type;
  }

  /**
   * The tree of a value.
   *
   * @param value bytes that hold it
   * @param offset where it begins; it ends where the bytes end
   * @throws BadRecordException when the bytes are no value of the type
   */
  JsonNode read(byte[] value, int offset) {
    if (value.length > MAX_BYTES) {
      throw new BadRecordException(
          Reason.TOO_LARGE, "Protobuf must have at most " + MAX_BYTES + " bytes");
    }
    CodedInputStream in = CodedInputStream.newInstance(value, offset, value.length - offset);
    in.setRecursionLimit(MAX_DEPTH);
    try {
      DynamicMessage.Builder message = DynamicMessage.newBuilder(type).mergeFrom(in);
      in.checkLastTagWas(0);
      return new Tree(new TreeNodes()).message(message.buildPartial());
    } catch (InvalidProtocolBufferException e) {
      // its messages quote nothing of the value
      throw new BadRecordException(
          Reason.MALFORMED, "value must be Protobuf of its schema: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /** State of one read. */
  private record Tree(TreeNodes nodes) {
    JsonNode message(Message message) {
      ObjectNode object = object(message);
      String type = message.getDescriptorForType().getFullName();
      if (TIMES.contains(type)) {
        return TreeNodes.millis(
            BigDecimal.valueOf(object.path("seconds").longValue())
                .movePointRight(3)
                .add(BigDecimal.valueOf(object.path("nanos").longValue(), 6)));
      }
      boolean isWrapper = type.startsWith(GOOGLE) && type.endsWith("Value") && object.size() == 1;
      return isWrapper ? Objects.requireNonNullElse(object.get("value"), object) : object;
    }

    private ObjectNode object(Message message) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
        if (!field.hasPresence() || field.hasDefaultValue() || message.hasField(field)) {
          nodes.count(field.getName());
          object.set(field.getName(), value(field, message.getField(field)));
        }
      }
      return object;
    }

    private JsonNode value(FieldDescriptor field, Object value) {
      if (!field.isRepeated()) {
        return single(field, value);
      }
      List<?> elements = (List<?>) value;
      nodes.count(elements.size());
      if (field.isMapField()) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (Object element : elements) {
          FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
          FieldDescriptor content = field.getMessageType().findFieldByNumber(2);
          Message entry = (Message) element;
          map.set(
              single(key, entry.getField(key)).asText(), single(content, entry.getField(content)));
        }
        return map;
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
      elements.forEach(element -> array.add(single(field, element)));
      return array;
    }

    private JsonNode single(FieldDescriptor field, Object value) {
      return switch (field.getType()) {
        case DOUBLE -> TreeNodes.number((Double) value);
        case FLOAT -> TreeNodes.number((Float) value);
        case INT32, SINT32, SFIXED32 -> IntNode.valueOf((Integer) value);
        case UINT32, FIXED32 -> LongNode.valueOf(Integer.toUnsignedLong((Integer) value));
        case INT64, SINT64, SFIXED64 -> LongNode.valueOf((Long) value);
        case UINT64, FIXED64 -> unsigned((Long) value);
        case BOOL -> BooleanNode.valueOf((Boolean) value);
        case STRING -> TextNode.valueOf((String) value);
        case BYTES ->
            TextNode.valueOf(
                Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
        case ENUM -> name((EnumValueDescriptor) value);
        case MESSAGE, GROUP -> message((Message) value);
      };
    }

    private static JsonNode unsigned(long number) {
      return number >= 0
          ? LongNode.valueOf(number)
          : BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(number)));
    }

    /** A number that the type has no name for has no index either. */
    private static JsonNode name(EnumValueDescriptor value) {
      return value.getIndex() < 0
          ? IntNode.valueOf(value.getNumber())
          : TextNode.valueOf(value.getName());
    }
  }
}
