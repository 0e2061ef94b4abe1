package io.wavecast.core.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A property of fixed length at the end of a model file: one entry of its {@code metadata_props}.
 * ONNX files are protobuf messages, so an entry can be appended to the bytes.
 */
final class FileProperty {
  /** Field 14 of a ModelProto: one entry of {@code metadata_props}, as a message. */
  private static final int METADATA_PROPS = 14 << 3 | 2;

  private static final int KEY = 1 << 3 | 2;
  private static final int VALUE = 2 << 3 | 2;

  private final byte[] head;
  private final int length;

  /**
   * @param length of the value in ASCII characters; with the name at most 123, so that each length
   *     in the file takes one byte
   */
  FileProperty(String name, int length) {
    byte[] key = name.getBytes(US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(METADATA_PROPS);
    out.write(2 + key.length + 2 + length);
    out.write(KEY);
    out.write(key.length);
    out.writeBytes(key);
    out.write(VALUE);
    out.write(length);
    this.head = out.toByteArray();
    this.length = length;
  }

  /** Bytes of the entry. */
  int size() {
    return head.length + length;
  }

  /** The file with the property behind it. */
  byte[] append(byte[] onnx, String value) {
    byte[] longer = Arrays.copyOf(onnx, onnx.length + size());
    System.arraycopy(head, 0, longer, onnx.length, head.length);
    System.arraycopy(value.getBytes(US_ASCII), 0, longer, onnx.length + head.length, length);
    return longer;
  }

  /** Whether the first {@code end} bytes of the file end with the property. */
  boolean isAt(byte[] onnx, int end) {
    int start = end - size();
    return start >= 0 && Arrays.equals(onnx, start, start + head.length, head, 0, head.length);
  }

  /** The value of the property that ends at {@code end}. */
  String value(byte[] onnx, int end) {
    return new String(onnx, end - length, length, US_ASCII);
  }
}
