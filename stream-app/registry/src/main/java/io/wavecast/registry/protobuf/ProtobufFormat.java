package io.wavecast.registry.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.core.ingest.ValueReader;
import io.wavecast.core.text.Throwables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values that are messages of one type, without a schema registry. It holds the descriptor itself,
 * so that it can be read where the file is not, as in tasks of Flink.
 *
 * @param descriptorSet as {@code protoc --descriptor_set_out --include_imports} writes it, at most
 *     {@link #MAX_BYTES} bytes
 * @param message full name of the type of all values, with its package, e.g. {@code shop.Order}
 */
public record ProtobufFormat(ByteString descriptorSet, String message) implements ValueFormat {
  /** Longest descriptor set, bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int MAX_NAMES = 10;
  private static final byte[] NOTHING = {};

  /**
   * @throws IllegalArgumentException when there is no such message; the message says why, in one
   *     line
   */
  public ProtobufFormat {
    type(descriptorSet, message);
  }

  /** The same, of bytes, which are copied. */
  public ProtobufFormat(byte[] descriptorSet, String message) {
    this(ByteString.copyFrom(descriptorSet), message);
  }

  @Override
  public ValueReader open() {
    ProtobufReader reader = new ProtobufReader(type(descriptorSet, message));
    return record -> reader.read(Objects.requireNonNullElse(record.value(), NOTHING), 0);
  }

  private static Descriptor type(ByteString set, String name) {
    Map<String, FileDescriptorProto> files = files(set);
    LinkedFiles linked = new LinkedFiles(files);
    List<Descriptor> types =
        files.keySet().stream().flatMap(f -> linked.get(f).getMessageTypes().stream()).toList();
    return types.stream()
        .flatMap(ProtobufFormat::withNested)
        .filter(type -> type.getFullName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "descriptor set has no message '%s', it has: %s"
                        .formatted(
                            name,
                            types.stream()
                                .map(Descriptor::getFullName)
                                .sorted()
                                .limit(MAX_NAMES)
                                .collect(Collectors.joining(", ")))));
  }

  private static Stream<Descriptor> withNested(Descriptor type) {
    return Stream.concat(
        Stream.of(type), type.getNestedTypes().stream().flatMap(ProtobufFormat::withNested));
  }

  private static Map<String, FileDescriptorProto> files(ByteString set) {
    if (set.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "descriptor set must have at most %d bytes, got: %d".formatted(MAX_BYTES, set.size()));
    }
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    try {
      for (FileDescriptorProto file : FileDescriptorSet.parseFrom(set).getFileList()) {
        files.put(file.getName(), file);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "must be a descriptor set, as protoc --descriptor_set_out writes it: "
              + Throwables.oneLine(e),
          e);
    }
    return files;
  }

  /** As in settings. */
  @Override
  public String toString() {
    return "protobuf " + message;
  }
}
