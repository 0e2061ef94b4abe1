package io.wavecast.registry.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values. Numbers are numbers, unsigned ones above zero; a float is the shortest
 * decimal that is read as it; what is no number or infinite is text. An enum is the name of its
 * value, or the number where it has no name. Bytes are text in base64.
 */
record ProtobufScalars(CodedInputStream in) {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  /**
   * Reads one.
   *
   * @return null for a number that a closed enum (proto2) does not know
   */
  @Nullable JsonNode read(FieldDescriptor field) throws IOException {
    return switch (field.getType()) {
      case DOUBLE -> number(in.readDouble());
      case FLOAT -> number(in.readFloat());
      case INT32 -> IntNode.valueOf(in.readInt32());
      case SINT32 -> IntNode.valueOf(in.readSInt32());
      case SFIXED32 -> IntNode.valueOf(in.readSFixed32());
      case UINT32 -> unsigned(in.readUInt32());
      case FIXED32 -> unsigned(in.readFixed32());
      case INT64 -> LongNode.valueOf(in.readInt64());
      case SINT64 -> LongNode.valueOf(in.readSInt64());
      case SFIXED64 -> LongNode.valueOf(in.readSFixed64());
      case UINT64 -> unsigned(in.readUInt64());
      case FIXED64 -> unsigned(in.readFixed64());
      case BOOL -> BooleanNode.valueOf(in.readBool());
      case STRING -> TextNode.valueOf(in.readStringRequireUtf8());
      case BYTES -> base64(in.readByteArray());
      case ENUM -> name(field, in.readEnum());
      case MESSAGE, GROUP -> throw new IllegalStateException("no single value: " + field);
    };
  }

  /** What a field is that is not set. */
  static JsonNode byDefault(FieldDescriptor field) {
    Object value = field.getDefaultValue();
    return switch (field.getType()) {
      case DOUBLE -> number((Double) value);
      case FLOAT -> number((Float) value);
      case INT32, SINT32, SFIXED32 -> IntNode.valueOf((Integer) value);
      case UINT32, FIXED32 -> unsigned((Integer) value);
      case INT64, SINT64, SFIXED64 -> LongNode.valueOf((Long) value);
      case UINT64, FIXED64 -> unsigned((Long) value);
      case BOOL -> BooleanNode.valueOf((Boolean) value);
      case STRING -> TextNode.valueOf((String) value);
      case BYTES -> base64(((ByteString) value).toByteArray());
      case ENUM -> TextNode.valueOf(((EnumValueDescriptor) value).getName());
      case MESSAGE, GROUP -> throw new IllegalStateException("no single value: " + field);
    };
  }

  private static @Nullable JsonNode name(FieldDescriptor field, int number) {
    EnumValueDescriptor value = field.getEnumType().findValueByNumber(number);
    if (value != null) {
      return TextNode.valueOf(value.getName());
    }
    return field.getEnumType().isClosed() ? null : IntNode.valueOf(number);
  }

  private static JsonNode number(double number) {
    return Double.isFinite(number)
        ? DoubleNode.valueOf(number)
        : TextNode.valueOf(Double.toString(number));
  }

  private static JsonNode number(float number) {
    return number(Double.parseDouble(Float.toString(number)));
  }

  private static JsonNode unsigned(int number) {
    return LongNode.valueOf(Integer.toUnsignedLong(number));
  }

  private static JsonNode unsigned(long number) {
    return number >= 0
        ? LongNode.valueOf(number)
        : BigIntegerNode.valueOf(BigInteger.valueOf(number).add(TWO_TO_64));
  }

  private static JsonNode base64(byte[] bytes) {
    return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }
}
