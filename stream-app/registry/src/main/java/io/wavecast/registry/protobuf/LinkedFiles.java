package io.wavecast.registry.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.wavecast.core.text.Throwables;
import java.util.HashMap;
import java.util.Map;

/** Files of Protobuf, each linked with those that it imports. Not thread-safe. */
final class LinkedFiles {
  private final Map<String, FileDescriptorProto> files;
  private final Map<String, FileDescriptor> linked = new HashMap<>();

  /**
   * @param files by the name with which they are imported
   */
  LinkedFiles(Map<String, FileDescriptorProto> files) {
    this.files = new HashMap<>(files);
  }

  /**
   * A file with all that it imports.
   *
   * @throws IllegalArgumentException when it cannot be linked; the message says why, in one line
   */
  FileDescriptor get(String name) {
    FileDescriptor known = linked.get(name);
    if (known != null) {
      return known;
    }
    FileDescriptorProto file = files.remove(name);
    if (file == null) {
      throw new IllegalArgumentException(
          "'" + name + "' is imported, but is not there, or imports itself");
    }
    FileDescriptor[] imports =
        file.getDependencyList().stream().map(this::get).toArray(FileDescriptor[]::new);
    try {
      FileDescriptor descriptor = FileDescriptor.buildFrom(file, imports);
      linked.put(name, descriptor);
      return descriptor;
    } catch (DescriptorValidationException | RuntimeException e) { // no compiler wrote it
      throw new IllegalArgumentException(
          "'" + name + "' has no valid descriptor: " + Throwables.oneLine(e), e);
    }
  }
}
