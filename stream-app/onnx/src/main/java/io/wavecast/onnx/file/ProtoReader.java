package io.wavecast.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Iterates over the fields of one protobuf message (<a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>). Malformed bytes raise an
 * {@link IllegalArgumentException}. Not thread-safe.
 *
 * <pre>{@code
 * while (reader.next()) {
 *   switch (reader.field()) {
 *     case 1 -> version = reader.number();
 *     case 7 -> graph = graph(reader.message());
 *     default -> {}
 *   }
 * }
 * }</pre>
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer in;
  private int field;
  private int wire;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  ProtoReader(ByteBuffer in) {
    this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads one field; false at the end of the message. */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    long tag = varint();
    require(tag >>> 3 >= 1 && tag >>> 3 < 1 << 29);
    field = (int) (tag >>> 3);
    wire = (int) tag & 7;
    switch (wire) {
      case VARINT -> number = varint();
      case BYTES -> bytes = take(varint());
      case FIXED64 -> take(8);
      case FIXED32 -> take(4);
      default -> require(false);
    }
    return true;
  }

  /** The number of the field just read. */
  int field() {
    return field;
  }

  /** The field's value as an integer. */
  long number() {
    require(wire == VARINT);
    return number;
  }

  String text() {
    require(wire == BYTES);
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  ProtoReader message() {
    require(wire == BYTES);
    return new ProtoReader(bytes);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(in.hasRemaining());
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken();
  }

  private ByteBuffer take(long length) {
    require(length >= 0 && length <= in.remaining());
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw broken();
    }
  }

  private static IllegalArgumentException broken() {
    return new IllegalArgumentException("not a protobuf message");
  }
}
