package io.wavecast.trainer.sketch;

import static io.wavecast.trainer.sketch.Sketches.stroke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    List<LabelledDrawing> drawings = read(file);

    assertThat(drawings).extracting(LabelledDrawing::word).containsExactly("bee", "ant");
    assertThat(drawings).extracting(LabelledDrawing::split).containsOnly("train");
    assertThat(drawings.get(0).strokes())
        .containsExactly(stroke(0, 0, 0.5f, 0, 0.5f, 0.25f), stroke(0.25f, 0.75f, 0.5f, 0.75f));
  }

  @Test
  void names_are_in_lower_case_and_the_same_in_both_files() throws IOException {
    Files.writeString(dir.resolve("training.tfrecord.classes"), " Ant\nThe Bee\n");
    Files.writeString(dir.resolve("eval.tfrecord.classes"), "ant\nthe bee\n");
    Files.write(file, record(example(INK, 1)));

    assertThat(read(file)).extracting(LabelledDrawing::word).containsExactly("the bee");

    Files.writeString(dir.resolve("eval.tfrecord.classes"), "the bee\nant\n");
    assertThatThrownBy(() -> read(file))
        .hasMessage(
            "%s and %s must name the same classes",
            dir.resolve("training.tfrecord.classes"), dir.resolve("eval.tfrecord.classes"));
  }

  @Test
  void an_empty_file_holds_nothing() throws IOException {
    Files.write(file, new byte[0]);

    assertThat(read(file)).isEmpty();
  }

  /** As in the notebook, where five of ten files are for validation. */
  @Test
  void the_first_half_of_the_eval_files_validates_and_the_rest_tests() throws IOException {
    Files.writeString(dir.resolve("eval.tfrecord.classes"), "ant\nbee\n");
    Files.write(file, joined(record(example(INK, 1)), record(example(INK, 0))));
    for (int shard = 0; shard < 3; shard++) {
      float[] ink = INK.clone();
      ink[0] = shard;
      Files.write(dir.resolve("eval.tfrecord-0000" + shard + "-of-00003"), record(example(ink, 0)));
    }

    SketchData data = SketchData.read(dir, 9);

    assertThat(data.train()).extracting(LabelledDrawing::word).containsExactly("bee", "ant");
    assertThat(data.valid()).extracting(d -> d.strokes().get(0).x()[1]).containsExactly(0f, 1f);
    assertThat(data.test()).extracting(d -> d.strokes().get(0).x()[1]).containsExactly(2f);
  }

  /** The second of two files, backwards; then the disk's content is gone. */
  @Test
  void drawings_are_read_from_the_disk_when_they_are_asked_for() throws IOException {
    Files.write(file, joined(record(example(INK, 1)), record(example(INK, 0))));
    Path second = dir.resolve("training.tfrecord-00001-of-00002");
    Files.write(second, joined(record(example(INK, 0)), record(example(INK, 1))));
    ShardDrawings drawings = new ShardDrawings("train");
    for (Path shard : List.of(file, second)) {
      TfRecords.each(shard, "train", (drawing, offset) -> drawings.add(shard, offset));
    }

    assertThat(drawings)
        .extracting(LabelledDrawing::word)
        .containsExactly("bee", "ant", "ant", "bee");
    assertThat(drawings.get(3)).isEqualTo(read(second).get(1));
    Files.delete(second);
    assertThat(drawings.get(1).word()).isEqualTo("ant");
    assertThatThrownBy(() -> drawings.get(2)).isInstanceOf(UncheckedIOException.class);
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

    LabelledDrawing drawing = read(file).get(0);

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
      assertThatThrownBy(() -> read(file))
          .as("byte %d", at)
          .hasMessage(file + " is damaged: a checksum is wrong");
    }
    for (int length : new int[] {5, 12, 30, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> read(file)).hasMessage(file + " is cut short");
    }
    byte[] length = littleEndian(8).putLong(1L << 40).array();
    Files.write(file, joined(length, masked(length)));
    assertThatThrownBy(() -> read(file))
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

    assertThatThrownBy(() -> read(file)).isInstanceOf(NoSuchFileException.class);
  }

  private static List<LabelledDrawing> read(Path file) throws IOException {
    List<LabelledDrawing> all = new ArrayList<>();
    TfRecords.each(file, "train", (drawing, offset) -> all.add(drawing));
    return all;
  }

  private void refused(byte[] example, String reason) throws IOException {
    Files.write(file, record(example));
    assertThatThrownBy(() -> read(file))
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
