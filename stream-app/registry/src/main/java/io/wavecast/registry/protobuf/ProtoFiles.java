package io.wavecast.registry.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links files of Protobuf with those that they import. Google's own, such as {@code
 * google/protobuf/timestamp.proto}, need not be there. Not thread-safe.
 */
final class ProtoFiles {
  private static final int MAX_IMPORTS_DEEP = 100;

  private static final Map<String, FileDescriptor> GOOGLE =
      Stream.of(
              AnyProto.getDescriptor(),
              ApiProto.getDescriptor(),
              DescriptorProtos.getDescriptor(),
              DurationProto.getDescriptor(),
              EmptyProto.getDescriptor(),
              FieldMaskProto.getDescriptor(),
              SourceContextProto.getDescriptor(),
              StructProto.getDescriptor(),
              TimestampProto.getDescriptor(),
              TypeProto.getDescriptor(),
              WrappersProto.getDescriptor())
          .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, Function.identity()));

  private final Map<String, FileDescriptorProto> files;
  private final Map<String, FileDescriptor> linked = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * @param files by the name with which they are imported
   */
  ProtoFiles(Map<String, FileDescriptorProto> files) {
    this.files = files;
  }

  /**
   * A file with all that it imports.
   *
   * @throws IllegalArgumentException when it cannot be linked; the message says why, in one line
   */
  FileDescriptor link(String name) {
    FileDescriptor known = linked.get(name);
    if (known != null) {
      return known;
    }
    FileDescriptorProto file = files.get(name);
    if (file == null) {
      return google(name);
    }
    if (open.size() == MAX_IMPORTS_DEEP || !open.add(name)) {
      throw new IllegalArgumentException("'" + name + "' is imported in a circle, or too deep");
    }
    List<FileDescriptor> imports = new ArrayList<>();
    for (String each : file.getDependencyList()) {
      imports.add(link(each));
    }
    open.remove(name);
    try {
      FileDescriptor descriptor =
          FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
      linked.put(name, descriptor);
      return descriptor;
    } catch (DescriptorValidationException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    } catch (RuntimeException e) { // of a descriptor that no compiler has written
      throw new IllegalArgumentException("'" + name + "' has no valid descriptor", e);
    }
  }

  private static FileDescriptor google(String name) {
    FileDescriptor google = GOOGLE.get(name);
    if (google == null) {
      throw new IllegalArgumentException("'" + name + "' is imported, but is not there");
    }
    return google;
  }

  /** What is wrong, in one line. */
  static String firstLine(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
