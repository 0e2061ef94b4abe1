package io.wavecast.registry.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Descriptor sets, as {@code protoc --descriptor_set_out --include_imports} writes them. */
public final class DescriptorSet {
  /** Longest set, bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int MAX_NAMES = 10;

  private DescriptorSet() {}

  /**
   * The type of a message.
   *
   * @param set a descriptor set
   * @param name of the message, with its package, e.g. {@code shop.Order}
   * @throws IllegalArgumentException when the set cannot be read or has no such message; the
   *     message says why, in one line
   */
  static Descriptor message(byte[] set, String name) {
    Map<String, FileDescriptorProto> files = files(set);
    ProtoFiles linked = new ProtoFiles(files);
    List<Descriptor> others = new ArrayList<>();
    for (String each : files.keySet()) {
      FileDescriptor file = linked.link(each);
      for (Descriptor top : file.getMessageTypes()) {
        Descriptor found = within(top, name);
        if (found != null) {
          return found;
        }
        others.add(top);
      }
    }
    TreeSet<String> names = new TreeSet<>();
    others.forEach(type -> names.add(type.getFullName()));
    String more = names.size() > MAX_NAMES ? ", ..." : "";
    throw new IllegalArgumentException(
        "descriptor set has no message '%s', it has: %s%s"
            .formatted(name, String.join(", ", names.stream().limit(MAX_NAMES).toList()), more));
  }

  private static @Nullable Descriptor within(Descriptor type, String name) {
    if (type.getFullName().equals(name)) {
      return type;
    }
    if (name.startsWith(type.getFullName() + ".")) {
      for (Descriptor nested : type.getNestedTypes()) {
        Descriptor found = within(nested, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static Map<String, FileDescriptorProto> files(byte[] set) {
    if (set.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "descriptor set must have at most %d bytes, got: %d".formatted(MAX_BYTES, set.length));
    }
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    try {
      for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
        files.put(file.getName(), file);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "must be a descriptor set, as protoc --descriptor_set_out writes it: "
              + ProtoFiles.firstLine(e),
          e);
    }
    return files;
  }
}
