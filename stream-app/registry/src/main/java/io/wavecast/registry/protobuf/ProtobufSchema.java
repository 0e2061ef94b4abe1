package io.wavecast.registry.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.squareup.wire.schema.CoreLoader;
import com.squareup.wire.schema.ErrorCollector;
import com.squareup.wire.schema.Linker;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.Schema;
import com.squareup.wire.schema.internal.SchemaEncoder;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.wavecast.core.text.Throwables;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A schema of a registry, which is the text of a {@code .proto} file. A value says which message of
 * the file it is, then follow the bytes of the message. Thread-safe.
 */
public final class ProtobufSchema {
  /** Longest text of a file with all that it imports, characters. */
  public static final int MAX_LENGTH = 1 << 18;

  /** No file is imported with this name. */
  private static final String MAIN = "(schema)";

  private final FileDescriptor file;

  private ProtobufSchema(FileDescriptor file) {
    this.file = file;
  }

  /**
   * Parses a schema.
   *
   * @param text of its file
   * @param imports texts of other files, by the name with which they are imported; Google's own
   *     need not be there
   * @throws IllegalArgumentException when it cannot be used; the message says why, in one line
   */
  public static ProtobufSchema parse(String text, Map<String, String> imports) {
    Map<String, String> texts = new HashMap<>(imports);
    texts.put(MAIN, text);
    int length = texts.values().stream().mapToInt(String::length).sum();
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Protobuf schema must have at most %d characters with its imports, got: %d"
              .formatted(MAX_LENGTH, length));
    }
    try {
      FileDescriptor file = new LinkedFiles(descriptors(texts)).get(MAIN);
      if (file.getMessageTypes().isEmpty()) {
        throw new IllegalArgumentException("it has no message");
      }
      return new ProtobufSchema(file);
    } catch (StackOverflowError e) { // of the parser, which recurses and shares nothing
      throw new IllegalArgumentException("Protobuf schema cannot be parsed: it nests too deep", e);
    } catch (RuntimeException | IOException e) { // the parser throws various ones
      throw new IllegalArgumentException(
          "Protobuf schema cannot be parsed: " + Throwables.oneLine(e), e);
    }
  }

  /** What Wire makes of the texts of files and of those of Google, by their names. */
  static Map<String, FileDescriptorProto> descriptors(Map<String, String> texts)
      throws InvalidProtocolBufferException {
    List<ProtoFile> files =
        texts.entrySet().stream()
            .map(f -> ProtoParser.Companion.parse(Location.get(f.getKey()), f.getValue()))
            .map(ProtoFile.Companion::get)
            .toList();
    Schema schema = new Linker(CoreLoader.INSTANCE, new ErrorCollector(), true, true).link(files);
    SchemaEncoder encoder = new SchemaEncoder(schema);
    Map<String, FileDescriptorProto> descriptors = new HashMap<>();
    for (ProtoFile file : schema.getProtoFiles()) {
      byte[] descriptor = encoder.encode(file).toByteArray();
      descriptors.put(file.getLocation().getPath(), FileDescriptorProto.parseFrom(descriptor));
    }
    return descriptors;
  }

  /**
   * The tree of a value.
   *
   * @param value bytes that hold it
   * @param offset where the number of its message begins; it ends where the bytes end
   * @throws BadRecordException when the bytes are no value of the schema
   */
  public JsonNode read(byte[] value, int offset) {
    CodedInputStream in = CodedInputStream.newInstance(value, offset, value.length - offset);
    Descriptor type;
    try {
      type = type(in);
    } catch (IOException e) {
      throw noMessage("it ends before");
    }
    return new ProtobufReader(type).read(value, offset + in.getTotalBytesRead());
  }

  /**
   * Reads the path to a message: how many numbers, then each, from the file inwards; no number
   * stands for the first message of the file.
   */
  private Descriptor type(CodedInputStream in) throws IOException {
    int count = in.readSInt32();
    if (count < 0 || count > ProtobufReader.MAX_DEPTH) {
      throw noMessage("got a path of " + count + " numbers");
    }
    Descriptor type = message(file.getMessageTypes(), count == 0 ? 0 : in.readSInt32());
    for (int i = 1; i < count; i++) {
      type = message(type.getNestedTypes(), in.readSInt32());
    }
    return type;
  }

  private static Descriptor message(List<Descriptor> types, int index) {
    if (index < 0 || index >= types.size()) {
      throw noMessage("got number " + index + " of " + types.size());
    }
    return types.get(index);
  }

  private static BadRecordException noMessage(String why) {
    return new BadRecordException(
        Reason.MALFORMED, "value must name a message of its Protobuf schema: " + why);
  }
}
