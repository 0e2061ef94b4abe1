package io.wavecast.registry.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds the fields of a message to its descriptor. Not thread-safe. */
final class ProtoFields {
  private static final String MAP = "map<";

  /** Of the words of the language; other words name messages and enums. */
  private static final Map<String, FieldDescriptorProto.Type> SCALARS =
      Stream.of(FieldDescriptorProto.Type.values())
          .filter(
              t ->
                  t != FieldDescriptorProto.Type.TYPE_MESSAGE
                      && t != FieldDescriptorProto.Type.TYPE_ENUM
                      && t != FieldDescriptorProto.Type.TYPE_GROUP)
          .collect(Collectors.toUnmodifiableMap(ProtoFields::word, Function.identity()));

  private final DescriptorProto.Builder message;
  private final boolean isProto3;

  ProtoFields(DescriptorProto.Builder message, boolean isProto3) {
    this.message = message;
    this.isProto3 = isProto3;
  }

  private static String word(FieldDescriptorProto.Type type) {
    return type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
  }

  /** Adds a field; what is returned may be changed further. */
  FieldDescriptorProto.Builder add(FieldElement field) {
    FieldDescriptorProto.Builder out = add(field.getName(), field.getTag(), field.getLabel());
    if (field.getType().startsWith(MAP)) {
      out.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
          .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
          .setTypeName(addEntry(field.getName(), field.getType()));
    } else {
      setType(out, field.getType());
    }
    String byDefault = field.getDefaultValue();
    if (byDefault != null && out.getType() != FieldDescriptorProto.Type.TYPE_BYTES) {
      out.setDefaultValue(byDefault);
    }
    return out;
  }

  /** Adds a group and its type. */
  FieldDescriptorProto.Builder addGroup(GroupElement group, DescriptorProto type) {
    message.addNestedType(type);
    return add(group.getName().toLowerCase(Locale.ROOT), group.getTag(), group.getLabel())
        .setType(FieldDescriptorProto.Type.TYPE_GROUP)
        .setTypeName(type.getName());
  }

  private FieldDescriptorProto.Builder add(String name, int number, Field.@Nullable Label label) {
    FieldDescriptorProto.Builder out =
        message
            .addFieldBuilder()
            .setName(name)
            .setNumber(number)
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    if (label == Field.Label.REPEATED) {
      out.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
    } else if (label == Field.Label.REQUIRED) {
      out.setLabel(FieldDescriptorProto.Label.LABEL_REQUIRED);
    } else if (label == Field.Label.OPTIONAL && isProto3) {
      out.setProto3Optional(true);
    }
    return out;
  }

  /** Each {@code optional} field of proto3 is the only one of a oneof, which comes last. */
  void addOptionals() {
    for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
      if (field.getProto3Optional()) {
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
      }
    }
  }

  private String addEntry(String field, String type) {
    String name = camelCase(field) + "Entry";
    int comma = type.indexOf(',');
    DescriptorProto.Builder entry =
        DescriptorProto.newBuilder()
            .setName(name)
            .setOptions(MessageOptions.newBuilder().setMapEntry(true));
    ProtoFields own = new ProtoFields(entry, isProto3);
    setType(own.add("key", 1, null), type.substring(MAP.length(), comma).strip());
    setType(own.add("value", 2, null), type.substring(comma + 1, type.length() - 1).strip());
    message.addNestedType(entry);
    return name;
  }

  private static String camelCase(String field) {
    return Stream.of(field.split("_"))
        .filter(part -> !part.isEmpty())
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  private static void setType(FieldDescriptorProto.Builder field, String word) {
    FieldDescriptorProto.Type scalar = SCALARS.get(word);
    if (scalar != null) {
      field.setType(scalar);
    } else {
      field.setTypeName(word);
    }
  }
}
