package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.wavecast.schemas.sketch.Stroke;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that drawings come from. */
class SketchDataTest {
  @TempDir Path dir;

  @Test
  void simplified_and_raw_files_of_quick_draw_are_read() throws IOException {
    Path file = dir.resolve("pig.ndjson");
    Files.writeString(
        file,
        """
        {"word":"pig","countrycode":"GB","recognized":true,"drawing":[[[0,9],[5,7]],[[1],[2]]]}

        {"word":"pig","drawing":[[[0.5,9.25,3],[5,7,8],[0,16,33]]]}
        """);

    List<LabelledDrawing> drawings = QuickDraw.read(file);

    assertThat(drawings).hasSize(2);
    assertThat(drawings.get(0).strokes()).containsExactly(stroke(0, 5, 9, 7), stroke(1, 2));
    assertThat(drawings.get(1).strokes()).containsExactly(stroke(0.5f, 5, 9.25f, 7, 3, 8));
    assertThat(drawings.get(0).word()).isEqualTo("pig");
  }

  @Test
  void a_line_that_is_no_drawing_is_named() throws IOException {
    Path file = dir.resolve("pig.ndjson");
    Files.writeString(file, "{\"word\":\"pig\",\"drawing\":[[[0],[1]]]}\n{\"word\":\"pig\"}\n");

    assertThatThrownBy(() -> QuickDraw.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 2: a drawing must have at least one stroke");
  }

  @Test
  void files_without_a_split_give_every_fourteenth_drawing_of_a_class_to_validation()
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 28; i++) {
      lines.append("{\"word\":\"ant\",\"drawing\":[[[0,%d],[1,5]]]}%n".formatted(i));
      lines.append("{\"word\":\"bee\",\"drawing\":[[[0,%d],[1,5]]]}%n".formatted(i));
    }
    Files.writeString(dir.resolve("all.ndjson"), lines);

    SketchData data = SketchData.read(dir, 100);

    assertThat(data.classes()).containsExactly("ant", "bee");
    assertThat(data.valid()).hasSize(4);
    assertThat(data.train()).hasSize(52);
    assertThat(data.sha256()).isNotEqualTo(SketchData.read(dir, 20).sha256());
  }

  @Test
  void drawings_of_the_test_split_are_left_alone() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String split : List.of("train", "valid", "test")) {
      for (String word : List.of("ant", "bee")) {
        lines.append(
            "{\"word\":\"%s\",\"split\":\"%s\",\"drawing\":[[[0,3],[1,5]]]}%n"
                .formatted(word, split));
      }
    }
    Files.writeString(dir.resolve("all.ndjson"), lines);

    SketchData data = SketchData.read(dir, 100);

    assertThat(data.train()).extracting(LabelledDrawing::split).containsOnly("train");
    assertThat(data.valid()).extracting(LabelledDrawing::split).containsOnly("valid");
  }

  @Test
  void records_of_the_seeds_notebook_are_read_and_damaged_ones_refused() throws IOException {
    Path file = dir.resolve("training.tfrecord-00000-of-00001");
    Files.writeString(dir.resolve("training.tfrecord.classes"), "ant\nbee\n");
    float[] ink = {0.5f, 0, 0, 0, 0.25f, 1, -0.25f, 0.5f, 0, 0.25f, 0, 1};
    byte[] bytes = record(example(ink, 1));
    Files.write(file, bytes);

    List<LabelledDrawing> drawings = TfRecords.read(file);

    assertThat(drawings).hasSize(1);
    assertThat(drawings.get(0).word()).isEqualTo("bee");
    assertThat(drawings.get(0).strokes())
        .containsExactly(stroke(0, 0, 0.5f, 0, 0.5f, 0.25f), stroke(0.25f, 0.75f, 0.5f, 0.75f));

    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TfRecords.read(file))
        .hasMessage(file + " is damaged: a checksum is wrong");
    Files.write(file, java.util.Arrays.copyOf(bytes, 30));
    assertThatThrownBy(() -> TfRecords.read(file)).hasMessage(file + " is cut short");
  }

  @Test
  void files_are_fetched_once_and_only_kept_with_the_right_checksum() throws Exception {
    byte[] content = "{}".getBytes(StandardCharsets.UTF_8);
    int[] asked = new int[1];
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/pig.ndjson",
        exchange -> {
          asked[0]++;
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/pig.ndjson";
      String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      Path list = dir.resolve("list.txt");
      Path folder = dir.resolve("data");

      Files.writeString(list, "# drawings\n" + "0".repeat(64) + "  " + address + "\n");
      assertThatThrownBy(
              () -> QuickDrawDownload.fetch(QuickDrawDownload.list(list), folder, line -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("must have the checksum " + "0".repeat(64) + ", got: " + sum);
      assertThat(folder).isEmptyDirectory();

      Files.writeString(list, sum + "  " + address + "\n");
      List<String> log = new ArrayList<>();
      QuickDrawDownload.fetch(QuickDrawDownload.list(list), folder, log::add);
      QuickDrawDownload.fetch(QuickDrawDownload.list(list), folder, log::add);

      assertThat(folder.resolve("pig.ndjson")).hasBinaryContent(content);
      assertThat(log).containsExactly("fetching " + address, "pig.ndjson is there");
      assertThat(asked[0]).isEqualTo(2);
    } finally {
      server.stop(0);
    }
  }

  private static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Stroke(x, y);
  }

  /** An Example with "ink" and "class_index", as TensorFlow writes it. */
  private static byte[] example(float[] ink, int label) {
    ByteBuffer floats = ByteBuffer.allocate(4 * ink.length).order(ByteOrder.LITTLE_ENDIAN);
    floats.asFloatBuffer().put(ink);
    byte[] inkFeature = field(2, field(1, floats.array()));
    byte[] labelFeature = field(3, field(1, new byte[] {(byte) label}));
    return field(
        1,
        joined(
            field(
                1, joined(field(1, "ink".getBytes(StandardCharsets.UTF_8)), field(2, inkFeature))),
            field(
                1,
                joined(
                    field(1, "class_index".getBytes(StandardCharsets.UTF_8)),
                    field(2, labelFeature)))));
  }

  /** A field of protocol buffers that holds bytes, fewer than 128. */
  private static byte[] field(int number, byte[] content) {
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
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(content.length).array();
    return joined(length, masked(length), content, masked(content));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int sum = (int) crc.getValue();
    int masked = ((sum >>> 15) | (sum << 17)) + 0xa282ead8;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
