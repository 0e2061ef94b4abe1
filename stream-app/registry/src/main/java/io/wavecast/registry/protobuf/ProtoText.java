package io.wavecast.registry.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;

/**
 * The text of a {@code .proto} file as a descriptor, whose names of types are resolved when it is
 * linked. Services, extensions and options are left out: no value needs them. Immutable.
 */
final class ProtoText {
  private final String name;
  private final boolean isProto3;
  private final ProtoFileElement file;

  private ProtoText(String name, ProtoFileElement file) {
    this.name = name;
    this.isProto3 = file.getSyntax() == Syntax.PROTO_3;
    this.file = file;
  }

  /**
   * Parses a file.
   *
   * @param name with which other files import it
   * @throws IllegalStateException by the parser, when the text is no file of proto2 or proto3
   */
  static FileDescriptorProto parse(String name, String text) {
    return new ProtoText(name, ProtoParser.Companion.parse(Location.get(name), text)).descriptor();
  }

  private FileDescriptorProto descriptor() {
    FileDescriptorProto.Builder out =
        FileDescriptorProto.newBuilder().setName(name).setSyntax(isProto3 ? "proto3" : "proto2");
    if (file.getPackageName() != null) {
      out.setPackage(file.getPackageName());
    }
    out.addAllDependency(file.getImports());
    for (String each : file.getPublicImports()) {
      out.addPublicDependency(out.getDependencyCount());
      out.addDependency(each);
    }
    for (TypeElement type : file.getTypes()) {
      if (type instanceof MessageElement message) {
        out.addMessageType(message(message));
      } else if (type instanceof EnumElement each) {
        out.addEnumType(enumType(each));
      }
    }
    return out.build();
  }

  private DescriptorProto message(MessageElement message) {
    DescriptorProto.Builder out = DescriptorProto.newBuilder().setName(message.getName());
    // before entries of maps and groups, which are no types of the text: values name types by
    // number
    for (TypeElement type : message.getNestedTypes()) {
      if (type instanceof MessageElement nested) {
        out.addNestedType(message(nested));
      } else if (type instanceof EnumElement each) {
        out.addEnumType(enumType(each));
      }
    }
    ProtoFields fields = new ProtoFields(out, isProto3);
    for (OneOfElement oneOf : message.getOneOfs()) {
      int index = out.getOneofDeclCount();
      out.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneOf.getName()));
      oneOf.getFields().forEach(field -> fields.add(field).setOneofIndex(index));
      oneOf.getGroups().forEach(group -> group(fields, group).setOneofIndex(index));
    }
    message.getGroups().forEach(group -> group(fields, group));
    message.getFields().forEach(fields::add);
    fields.addOptionals(); // behind the others, as Protobuf demands
    return out.build();
  }

  private FieldDescriptorProto.Builder group(ProtoFields fields, GroupElement group) {
    DescriptorProto.Builder type = DescriptorProto.newBuilder().setName(group.getName());
    ProtoFields own = new ProtoFields(type, isProto3);
    for (FieldElement field : group.getFields()) {
      own.add(field);
    }
    own.addOptionals();
    return fields.addGroup(group, type.build());
  }

  private static EnumDescriptorProto enumType(EnumElement each) {
    EnumDescriptorProto.Builder out = EnumDescriptorProto.newBuilder().setName(each.getName());
    each.getConstants()
        .forEach(
            constant ->
                out.addValue(
                    EnumValueDescriptorProto.newBuilder()
                        .setName(constant.getName())
                        .setNumber(constant.getTag())));
    return out.build();
  }
}
