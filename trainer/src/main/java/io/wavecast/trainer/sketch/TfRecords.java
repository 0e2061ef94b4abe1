package io.wavecast.trainer.sketch;

import io.wavecast.schemas.sketch.Stroke;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Reads the files of the notebook: records of TensorFlow, each an example with {@code ink} (floats
 * [n, 3]: the way from the point before, and whether the pen is lifted), {@code shape} and {@code
 * class_index}. The names of the classes are in {@code training.tfrecord.classes} or {@code
 * eval.tfrecord.classes}, one per line.
 */
final class TfRecords {
  private static final int MAX_RECORD = 16 << 20;

  private TfRecords() {}

  /**
   * All drawings of a file.
   *
   * @throws IOException when it cannot be read, is cut short, or a checksum is wrong
   */
  static List<LabelledDrawing> read(Path file) throws IOException {
    String part = file.getFileName().toString().replaceFirst("\\.tfrecord-.*", "");
    List<String> classes =
        Files.readAllLines(file.resolveSibling(part + ".tfrecord.classes")).stream()
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    String split = part.equals("eval") ? "valid" : "train";
    List<LabelledDrawing> drawings = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (byte[] record = next(in, file); record.length > 0; record = next(in, file)) {
        drawings.add(drawing(record, classes, split, file));
      }
    }
    return drawings;
  }

  /** A record: length, checksum of the length, bytes, their checksum. Empty at the end. */
  private static byte[] next(DataInputStream in, Path file) throws IOException {
    byte[] head = in.readNBytes(12);
    if (head.length == 0) {
      return head;
    }
    try {
      if (head.length < 12) {
        throw new EOFException();
      }
      ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      long length = bytes.getLong();
      check(Arrays.copyOf(head, 8), bytes.getInt(), file);
      if (length < 1 || length > MAX_RECORD) {
        throw new IOException("%s holds a record of %d bytes".formatted(file, length));
      }
      byte[] record = new byte[(int) length];
      in.readFully(record);
      check(record, Integer.reverseBytes(in.readInt()), file);
      return record;
    } catch (EOFException e) {
      throw new IOException(file + " is cut short", e);
    }
  }

  private static void check(byte[] bytes, int masked, Path file) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int sum = (int) crc.getValue();
    if (masked != ((sum >>> 15) | (sum << 17)) + 0xa282ead8) {
      throw new IOException(file + " is damaged: a checksum is wrong");
    }
  }

  private static LabelledDrawing drawing(
      byte[] record, List<String> classes, String split, Path file) throws IOException {
    float[] ink = {};
    long index = -1;
    // Example { features = 1 { feature = 1 { key = 1, value = 2 { ... } } } }
    CodedInputStream features = message(CodedInputStream.newInstance(record), 1);
    while (!features.isAtEnd()) {
      CodedInputStream entry = message(features, 1);
      entry.readTag();
      String key = entry.readString();
      CodedInputStream list = message(message(entry, 2));
      if (key.equals("ink")) {
        ink = floats(list);
      } else if (key.equals("class_index")) {
        index = number(list);
      }
    }
    if (index < 0 || index >= classes.size() || ink.length == 0 || ink.length % 3 != 0) {
      throw new IOException(
          "%s holds an example of class %d with %d numbers".formatted(file, index, ink.length));
    }
    return new LabelledDrawing(classes.get((int) index), split, strokes(ink));
  }

  /** The next field, which must be a message of that number. */
  private static CodedInputStream message(CodedInputStream in, int field) throws IOException {
    int tag = in.readTag();
    if (WireFormat.getTagFieldNumber(tag) != field) {
      throw new IOException("an example must hold field " + field + ", got tag: " + tag);
    }
    return in.readBytes().newCodedInput();
  }

  /** The next field, whatever its number: a list of floats or of integers. */
  private static CodedInputStream message(CodedInputStream in) throws IOException {
    in.readTag();
    return in.readBytes().newCodedInput();
  }

  private static float[] floats(CodedInputStream list) throws IOException {
    float[] values = new float[64];
    int n = 0;
    while (!list.isAtEnd()) {
      int tag = list.readTag();
      boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      CodedInputStream from = packed ? list.readBytes().newCodedInput() : list;
      do {
        if (n == values.length) {
          values = Arrays.copyOf(values, 2 * n);
        }
        values[n++] = from.readFloat();
      } while (packed && !from.isAtEnd());
    }
    return Arrays.copyOf(values, n);
  }

  private static long number(CodedInputStream list) throws IOException {
    int tag = list.readTag();
    boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    return packed ? list.readBytes().newCodedInput().readInt64() : list.readInt64();
  }

  /** From ways to places; the first place is the origin of the first way. */
  private static List<Stroke> strokes(float[] ink) {
    List<Stroke> strokes = new ArrayList<>();
    int n = ink.length / 3;
    float[] x = new float[n + 1];
    float[] y = new float[n + 1];
    int count = 1; // the point that the data leaves out
    double atX = 0;
    double atY = 0;
    for (int i = 0; i < n; i++) {
      atX += ink[3 * i];
      atY += ink[3 * i + 1];
      x[count] = (float) atX;
      y[count++] = (float) atY;
      if (ink[3 * i + 2] > 0.5f || i == n - 1) {
        strokes.add(new Stroke(Arrays.copyOf(x, count), Arrays.copyOf(y, count)));
        count = 0;
      }
    }
    return strokes;
  }
}
