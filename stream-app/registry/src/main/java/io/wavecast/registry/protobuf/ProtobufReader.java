package io.wavecast.registry.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of one type as trees. A message and a map are objects, a repeated field is an
 * array, names of fields are those of the {@code .proto} file; single values are as in {@link
 * ProtobufScalars}, well-known types as in {@link WellKnownTypes}.
 *
 * <p>A field that is not set has its default value where the type does not tell the two apart, and
 * is absent where it does: messages, members of a oneof, {@code optional} ones. Fields that the
 * type does not know are skipped.
 *
 * <p>A value may nest 64 levels and hold 200,000 fields and elements. Thread-safe.
 */
final class ProtobufReader {
  static final int MAX_DEPTH = 64;
  static final int MAX_FIELDS = 200_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
    CodedInputStream in = CodedInputStream.newInstance(value, offset, value.length - offset);
    try {
      return new Value(in).message(type, null, 0, 0);
    } catch (InvalidProtocolBufferException e) {
      // its messages quote nothing of the value
      throw new BadRecordException(
          Reason.MALFORMED, "value must be Protobuf of its schema: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /** One value on its way. */
  private static final class Value {
    private final CodedInputStream in;
    private final ProtobufScalars scalars;
    private int fields;

    Value(CodedInputStream in) {
      this.in = in;
      this.scalars = new ProtobufScalars(in);
    }

    /**
     * Reads fields until the message ends.
     *
     * @param before what was read of it already: a message may come in parts
     * @param end tag that ends a group; 0: the end of the bytes
     */
    JsonNode message(Descriptor type, @Nullable JsonNode before, int end, int depth)
        throws IOException {
      if (depth > MAX_DEPTH) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must nest at most " + MAX_DEPTH + " levels");
      }
      ObjectNode into = before instanceof ObjectNode object ? object : NODES.objectNode();
      int tag = in.readTag();
      while (tag != 0 && WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_END_GROUP) {
        FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
        if (field == null || !field(field, WireFormat.getTagWireType(tag), into, depth)) {
          in.skipField(tag);
        }
        tag = in.readTag();
      }
      in.checkLastTagWas(end);
      addDefaults(type, into);
      return WellKnownTypes.simplified(type, into);
    }

    /** Returns false where the field is not written as its type says, so that it is unknown. */
    private boolean field(FieldDescriptor field, int wireType, ObjectNode into, int depth)
        throws IOException {
      String name = field.getName();
      boolean isPacked = field.isPackable() && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (!isPacked && wireType != field.getLiteType().getWireType()) {
        return false;
      }
      if (isPacked) {
        packed(field, array(into, name));
      } else if (field.isMapField()) {
        JsonNode entry = nested(field, null, depth);
        count();
        object(into, name).set(entry.required("key").asText(), entry.required("value"));
      } else {
        JsonNode before = field.isRepeated() ? null : into.get(name);
        JsonNode read = single(field, before, depth);
        if (read != null) {
          count();
          set(field, into, read);
        }
      }
      return true;
    }

    private static void set(FieldDescriptor field, ObjectNode into, JsonNode read) {
      if (field.isRepeated()) {
        array(into, field.getName()).add(read);
        return;
      }
      OneofDescriptor oneOf = field.getRealContainingOneof();
      if (oneOf != null) {
        oneOf.getFields().forEach(other -> into.remove(other.getName())); // the last one counts
      }
      into.set(field.getName(), read);
    }

    /** Null for a number that a closed enum does not know, which counts as an unknown field. */
    private @Nullable JsonNode single(FieldDescriptor field, @Nullable JsonNode before, int depth)
        throws IOException {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      return isMessage ? nested(field, before, depth) : scalars.read(field);
    }

    private JsonNode nested(FieldDescriptor field, @Nullable JsonNode before, int depth)
        throws IOException {
      Descriptor nested = field.getMessageType();
      if (field.getType() == FieldDescriptor.Type.GROUP) {
        int end = field.getNumber() << 3 | WireFormat.WIRETYPE_END_GROUP;
        return message(nested, before, end, depth + 1);
      }
      int outer = in.pushLimit(in.readRawVarint32());
      JsonNode read = message(nested, before, 0, depth + 1);
      in.popLimit(outer);
      return read;
    }

    private void packed(FieldDescriptor field, ArrayNode into) throws IOException {
      int outer = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        JsonNode element = scalars.read(field);
        if (element != null) {
          count();
          into.add(element);
        }
      }
      in.popLimit(outer);
    }

    private void addDefaults(Descriptor type, ObjectNode into) {
      boolean isEntry = type.getOptions().getMapEntry();
      for (FieldDescriptor field : type.getFields()) {
        if (into.has(field.getName())) {
          continue;
        }
        if (isEntry || !field.hasPresence() || field.hasDefaultValue()) {
          count();
          into.set(field.getName(), byDefault(field));
        }
      }
    }

    private JsonNode byDefault(FieldDescriptor field) {
      if (field.isRepeated()) {
        return field.isMapField() ? NODES.objectNode() : NODES.arrayNode();
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        ObjectNode empty = NODES.objectNode();
        addDefaults(field.getMessageType(), empty);
        return WellKnownTypes.simplified(field.getMessageType(), empty);
      }
      return ProtobufScalars.byDefault(field);
    }

    /** Fields that are not there take no bytes, so their number is not bounded by the value. */
    private void count() {
      if (++fields > MAX_FIELDS) {
        throw new BadRecordException(
            Reason.TOO_LARGE, "value must hold at most " + MAX_FIELDS + " fields and elements");
      }
    }

    private static ArrayNode array(ObjectNode into, String name) {
      return into.get(name) instanceof ArrayNode array ? array : into.putArray(name);
    }

    private static ObjectNode object(ObjectNode into, String name) {
      return into.get(name) instanceof ObjectNode object ? object : into.putObject(name);
    }
  }
}
