package io.wavecast.testkit.registry;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A producer of Protobuf that knows nothing of Wavecast: it writes messages of one file by
 * Protobuf's own dynamic messages. Immutable.
 */
public final class ForeignProtobuf {
  private final FileDescriptor file;

  /**
   * @param descriptor of the file, as {@code protoc} would make it, in Protobuf's text format; it
   *     may import {@code google/protobuf/timestamp.proto}
   */
  public ForeignProtobuf(String descriptor) {
    FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder();
    try {
      TextFormat.merge(descriptor, proto);
      FileDescriptor[] imports =
          proto.getDependencyList().isEmpty()
              ? new FileDescriptor[0]
              : new FileDescriptor[] {TimestampProto.getDescriptor()};
      file = FileDescriptor.buildFrom(proto.build(), imports);
    } catch (TextFormat.ParseException | DescriptorValidationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What {@code protoc --descriptor_set_out --include_imports} writes. */
  public byte[] descriptorSet() {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    file.getDependencies().forEach(each -> set.addFile(each.toProto()));
    return set.addFile(file.toProto()).build().toByteArray();
  }

  /**
   * The bytes of a message.
   *
   * @param type of it, without the package
   * @param text its fields in Protobuf's text format
   */
  public byte[] write(String type, String text) {
    Descriptor descriptor = file.findMessageTypeByName(type);
    DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
    try {
      TextFormat.merge(text, message);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
    return message.build().toByteArray();
  }

  /**
   * The value of a message as serializers of a registry write it.
   *
   * @param id of the schema
   * @param type of the message at the top of the file, without the package
   * @param text its fields in Protobuf's text format
   */
  public byte[] write(int id, String type, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(0);
      out.writeInt(id);
      int index = file.findMessageTypeByName(type).getIndex();
      if (index == 0) {
        out.writeByte(0); // stands for one number, 0
      } else {
        out.writeByte(1 << 1); // one number, in zigzag
        out.writeByte(index << 1);
      }
      out.write(write(type, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
