package io.wavecast.trainer.sketch;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.wavecast.sketches.event.Stroke;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjLongConsumer;
import java.util.zip.CRC32C;

/**
 * Reads the files of the notebook: TFRecord files of {@code Example} messages with {@code ink}
 * (floats [n, 3]: the step from the point before, and whether the pen is lifted), {@code shape} and
 * {@code class_index}. The names of the classes are in {@code training.tfrecord.classes} or {@code
 * eval.tfrecord.classes}, one per line.
 */
final class TfRecords {
  private static final int MAX_RECORD = 16 << 20;

  /** Bytes of a record's length and its checksum. */
  private static final int HEAD = 12;

  /** Bytes of the checksum behind a record. */
  private static final int SUM = 4;

  /** TFRecord files hold masked CRC-32C: the sum rotated right by 15 bits, plus this number. */
  private static final int MASK = 0xa282ead8;

  private static final String TRAINING = "training";
  private static final String EVAL = "eval";
  private static final String CLASSES = ".tfrecord.classes";

  private TfRecords() {}

  /**
   * Reads a file from its start to its end.
   *
   * @param split the part of the data that it belongs to
   * @param found gets the drawings in order, each with the offset of its record in the file, in
   *     bytes
   * @throws IOException when it cannot be read, is cut short, a checksum is wrong, or the names of
   *     the classes differ between training and evaluation
   */
  static void each(Path file, String split, ObjLongConsumer<LabelledDrawing> found)
      throws IOException {
    List<String> classes = classes(file);
    long offset = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (byte[] record = next(in, file); record.length > 0; record = next(in, file)) {
        found.accept(drawing(record, classes, split, file), offset);
        offset += HEAD + record.length + SUM;
      }
    }
  }

  /**
   * The drawing whose record begins at an offset.
   *
   * @throws IOException as {@link #each}
   */
  static LabelledDrawing at(Path file, long offset, String split) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(offset);
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      return drawing(next(in, file), classes(file), split, file);
    }
  }

  /** True for a file to train on, false for one of the evaluation. */
  static boolean isForTraining(Path file) {
    return !part(file).equals(EVAL);
  }

  private static String part(Path file) {
    return file.getFileName().toString().replaceFirst("\\.tfrecord-.*", "");
  }

  /** The names of the classes in lower case, as in the notebook, which compares the two files. */
  private static List<String> classes(Path file) throws IOException {
    Path own = file.resolveSibling(part(file) + CLASSES);
    List<String> names = names(own);
    Path other = file.resolveSibling((isForTraining(file) ? EVAL : TRAINING) + CLASSES);
    if (Files.exists(other) && !names(other).equals(names)) {
      throw new IOException("%s and %s must name the same classes".formatted(own, other));
    }
    return names;
  }

  private static List<String> names(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** A record: length, checksum of the length, bytes, their checksum. Empty at the end. */
  private static byte[] next(DataInputStream in, Path file) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    if (head.length == 0) {
      return head;
    }
    try {
      if (head.length < HEAD) {
        throw new EOFException();
      }
      ByteBuffer bytes = ByteBuffer.wrap(head).order(LITTLE_ENDIAN);
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
    if (masked != Integer.rotateRight(sum, 15) + MASK) {
      throw new IOException(file + " is damaged: a checksum is wrong");
    }
  }

  private static LabelledDrawing drawing(
      byte[] record, List<String> classes, String split, Path file) throws IOException {
    float[] ink = {};
    long index = -1;
    // Example { features = 1 { feature = 1 { key = 1, value = 2 { floats = 2 | integers = 3 } } } }
    UnknownFieldSet features = message(UnknownFieldSet.parseFrom(record), 1);
    for (ByteString each : features.getField(1).getLengthDelimitedList()) {
      UnknownFieldSet entry = UnknownFieldSet.parseFrom(each);
      String key = ByteString.copyFrom(entry.getField(1).getLengthDelimitedList()).toStringUtf8();
      if (key.equals("ink")) {
        ink = floats(message(message(entry, 2), 2).getField(1));
      } else if (key.equals("class_index")) {
        index = integer(message(message(entry, 2), 3).getField(1));
      }
    }
    if (index < 0 || index >= classes.size() || ink.length == 0 || ink.length % 3 != 0) {
      throw new IOException(
          "%s holds an example of class %d with %d numbers".formatted(file, index, ink.length));
    }
    return new LabelledDrawing(classes.get((int) index), split, strokes(ink));
  }

  /** The message in a field. */
  private static UnknownFieldSet message(UnknownFieldSet message, int field) throws IOException {
    List<ByteString> found = message.getField(field).getLengthDelimitedList();
    if (found.isEmpty()) {
      throw new IOException("an example must hold field " + field + ", got: " + message);
    }
    return UnknownFieldSet.parseFrom(found.get(0));
  }

  /** Packed, as TensorFlow writes them, or one by one. */
  private static float[] floats(UnknownFieldSet.Field list) {
    ByteString packed = ByteString.copyFrom(list.getLengthDelimitedList());
    List<Integer> single = list.getFixed32List();
    int n = packed.size() / Float.BYTES;
    float[] values = new float[n + single.size()];
    packed.asReadOnlyByteBuffer().order(LITTLE_ENDIAN).asFloatBuffer().get(values, 0, n);
    for (int i = 0; i < single.size(); i++) {
      values[n + i] = Float.intBitsToFloat(single.get(i));
    }
    return values;
  }

  /** The first of a list; -1 when it is empty. */
  private static long integer(UnknownFieldSet.Field list) throws IOException {
    ByteString packed = ByteString.copyFrom(list.getLengthDelimitedList());
    return packed.isEmpty()
        ? list.getVarintList().stream().findFirst().orElse(-1L)
        : packed.newCodedInput().readInt64();
  }

  /** Sums the steps from point to point; the first point is where the first step starts. */
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
