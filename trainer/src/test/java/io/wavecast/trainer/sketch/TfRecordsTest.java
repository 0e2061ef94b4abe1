package io.wavecast.trainer.sketch;

import static io.wavecast.trainer.sketch.Sketches.stroke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook's files, written here byte by byte as TensorFlow's formats define them. */
class TfRecordsTest {
  /** Two strokes of two steps each. */
  private static final float[] INK = {0.5f, 0, 0, 0, 0.25f, 1, -0.25f, 0.5f, 0, 0.25f, 0, 1};

  @TempDir Path dir;
  private Path file = Path.of("");

  @BeforeEach
  void classes() throws IOException {
    file = dir.resolve("training.tfrecord-00000-of-00001");
    Files.writeString(dir.resolve("training.tfrecord.classes"), "ant\n\n bee \n");
  }

  @Test
  void every_record_is_a_drawing_whose_steps_are_summed() throws IOException {
    Files.write(file, joined(record(example(INK, 1)), record(example(INK, 0))));

    List<LabelledDrawing> drawings = TfRecords.read(file);

    assertThat(drawings).extracting(LabelledDrawing::word).containsExactly("bee", "ant");
    assertThat(drawings).extracting(LabelledDrawing::split).containsOnly("train");
    assertThat(drawings.get(0).strokes())
        .containsExactly(stroke(0, 0, 0.5f, 0, 0.5f, 0.25f), stroke(0.25f, 0.75f, 0.5f, 0.75f));
  }

  @Test
  void the_eval_file_is_the_validation_split_and_an_empty_file_holds_nothing() throws IOException {
    Files.writeString(dir.resolve("eval.tfrecord.classes"), "ant\nbee\n");
    Path eval = dir.resolve("eval.tfrecord-00000-of-00001");
    Files.write(eval, record(example(INK, 0)));
    Files.write(file, new byte[0]);

    assertThat(TfRecords.read(eval)).extracting(LabelledDrawing::split).containsExactly("valid");
    assertThat(TfRecords.read(file)).isEmpty();
  }

  /** Protocol buffers allow both; TensorFlow packs. */
  @Test
  void numbers_that_are_not_packed_are_read_as_well() throws IOException {
    ByteArrayOutputStream floats = new ByteArrayOutputStream();
    for (float value : INK) {
      floats.write(1 << 3 | 5);
      floats.writeBytes(littleEndian(4).putFloat(value).array());
    }
    byte[] ink = feature("ink", field(2, floats.toByteArray()));
    byte[] label = feature("class_index", field(3, new byte[] {1 << 3, 1}));
    Files.write(file, record(field(1, joined(ink, feature("shape", field(3)), label))));

    LabelledDrawing drawing = TfRecords.read(file).get(0);

    assertThat(drawing.word()).isEqualTo("bee");
    assertThat(drawing.strokes()).hasSize(2);
    assertThat(drawing.points()).isEqualTo(5);
  }

  @Test
  void a_damaged_file_is_refused() throws IOException {
    byte[] bytes = record(example(INK, 1));
    for (int at : new int[] {0, 9, 20, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> TfRecords.read(file))
          .as("byte %d", at)
          .hasMessage(file + " is damaged: a checksum is wrong");
    }
    for (int length : new int[] {5, 12, 30, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TfRecords.read(file)).hasMessage(file + " is cut short");
    }
    byte[] length = littleEndian(8).putLong(1L << 40).array();
    Files.write(file, joined(length, masked(length)));
    assertThatThrownBy(() -> TfRecords.read(file))
        .hasMessage(file + " holds a record of 1099511627776 bytes");
  }

  @Test
  void an_example_that_is_no_drawing_is_refused() throws IOException {
    refused(example(INK, 2), "class 2 with 12 numbers");
    refused(example(new float[4], 1), "class 1 with 4 numbers");
    refused(example(new float[0], 1), "class 1 with 0 numbers");
    refused(field(1, feature("ink", field(2, field(1, new byte[12])))), "class -1 with 3 numbers");
    refused(field(2, new byte[0]), "an example must hold field 1");
  }

  @Test
  void without_its_classes_a_file_cannot_be_read() throws IOException {
    Files.write(file, record(example(INK, 1)));
    Files.delete(dir.resolve("training.tfrecord.classes"));

    assertThatThrownBy(() -> TfRecords.read(file)).isInstanceOf(NoSuchFileException.class);
  }

  private void refused(byte[] example, String reason) throws IOException {
    Files.write(file, record(example));
    assertThatThrownBy(() -> TfRecords.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  /** An Example with "ink" and "class_index", as TensorFlow writes it. */
  private static byte[] example(float[] ink, int label) {
    ByteBuffer floats = littleEndian(4 * ink.length);
    floats.asFloatBuffer().put(ink);
    return field(
        1,
        joined(
            feature("ink", field(2, field(1, floats.array()))),
            feature("class_index", field(3, field(1, new byte[] {(byte) label})))));
  }

  /** An entry of the map of features. */
  private static byte[] feature(String name, byte[] list) {
    return field(1, joined(field(1, name.getBytes(StandardCharsets.UTF_8)), field(2, list)));
  }

  /** A field of protocol buffers that holds bytes, fewer than 128. */
  private static byte[] field(int number, byte... content) {
    return joined(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] record(byte[] content) {
    byte[] length = littleEndian(8).putLong(content.length).array();
    return joined(length, masked(length), content, masked(content));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int sum = (int) crc.getValue();
    return littleEndian(4).putInt(((sum >>> 15) | (sum << 17)) + 0xa282ead8).array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
