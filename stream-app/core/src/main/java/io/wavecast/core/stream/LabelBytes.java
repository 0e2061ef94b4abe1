package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of a series as bytes. A number has 7 bits a byte, the lowest first.
 *
 * <pre>
 *   labels: number, of each: bytes of the name: number, name, bytes of the value: number, value
 * </pre>
 */
public final class LabelBytes {
  private LabelBytes() {}

  /** Writes labels in the order of their map: sorted ones give the same bytes each time. */
  public static void write(Map<String, String> labels, ByteArrayOutputStream out) {
    SparseBytes.writeNumber(out, labels.size());
    labels.forEach(
        (name, value) -> {
          write(name, out);
          write(value, out);
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @return sorted by name
   * @throws BufferUnderflowException when the bytes are incomplete
   */
  public static Map<String, String> read(ByteBuffer in) {
    Map<String, String> labels = new TreeMap<>();
    for (int left = SparseBytes.readNumber(in); left > 0; left--) {
      labels.put(text(in), text(in));
    }
    return labels;
  }

  private static void write(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(UTF_8);
    SparseBytes.writeNumber(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static String text(ByteBuffer in) {
    int length = SparseBytes.readNumber(in);
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
