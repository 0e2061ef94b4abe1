package io.wavecast.core.stream;

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
          SparseBytes.writeText(out, name);
          SparseBytes.writeText(out, value);
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
      labels.put(SparseBytes.readText(in), SparseBytes.readText(in));
    }
    return labels;
  }
}
