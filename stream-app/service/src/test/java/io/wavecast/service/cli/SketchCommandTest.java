package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SketchCommandTest {
  /** A box with a handle, in the form of Quick, Draw!'s raw files. */
  private static final String SUITCASE =
      "{\"word\":\"suitcase\",\"key_id\":\"17\",\"drawing\":[[[0,100,100,0,0],[30,30,95,95,30],"
          + "[0,1,2,3,4]],[[35,35,65,65],[30,12,12,30],[5,6,7,8]]]}";

  /** The same without word and name, as on the topic. */
  private static final String STROKES =
      "{\"strokes\":[[[0,100,100,0,0],[30,30,95,95,30]],[[35,35,65,65],[30,12,12,30]]]}";

  @TempDir Path dir;

  @Test
  void drawings_are_labelled_one_per_line_and_hits_are_counted() throws IOException {
    Cli cli = Cli.run("sketch", file(SUITCASE, "", STROKES));

    assertThat(cli.code()).isZero();
    assertThat(cli.out().lines().toList())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("17 (suitcase): suitcase "),
            line -> assertThat(line).startsWith("line 3: suitcase "));
    assertThat(cli.err()).contains("drawings: 2; of 1 with a known class 100.0 % right");
  }

  @Test
  void with_a_share_only_the_first_points_are_used() throws IOException {
    Cli cli = Cli.run("sketch", "--json", "--seen", "0.5", file(SUITCASE));

    SketchLabel label = SketchJson.label(cli.out().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(label.sketchId()).isEqualTo("17");
    assertThat(label.top()).hasSize(5);
    assertThat(label.points()).isEqualTo(5);
    assertThat(label.seen()).hasValue(5.0 / 9);
    assertThat(label.isFinal()).isFalse();
  }

  @Test
  void a_sheet_shows_each_drawing_above_its_labels() throws IOException {
    Path png = dir.resolve("sheet.png");

    Cli cli = Cli.run("sketch", file(SUITCASE, STROKES), "--png", png.toString());

    assertThat(cli.code()).isZero();
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 188);
    for (int drawing = 0; drawing < 2; drawing++) {
      assertThat(dark(image, drawing * 188, 0, 188, 175)).as("strokes").isGreaterThan(500);
      assertThat(dark(image, drawing * 188, 185, 188, 80)).as("labels").isGreaterThan(200);
    }
  }

  @Test
  void an_unreadable_drawing_is_reported_with_file_and_line() throws IOException {
    Cli empty = Cli.run("sketch", file(SUITCASE, "{\"strokes\":[]}"));
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains("line 2: strokes of a sketch must hold 1..5000 points");
    assertThat(empty.out()).as("what came before").startsWith("17 (suitcase): suitcase ");

    Cli noJson = Cli.run("sketch", file("no JSON"));
    assertThat(noJson.code()).isEqualTo(1);
    assertThat(noJson.err()).contains("line 1: value must be JSON");

    Cli absent = Cli.run("sketch", dir.resolve("none").toString());
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("cannot be read: no such file or directory");

    Path latin = dir.resolve("latin.ndjson");
    Files.write(latin, new byte[] {'{', (byte) 0xe9, '}'});
    assertThat(Cli.run("sketch", latin.toString()).err())
        .isEqualToIgnoringNewLines("wavecast: " + latin + " cannot be read: it is not UTF-8");

    assertThat(Cli.run("sketch").code()).isEqualTo(2);
    assertThat(Cli.run("sketch", "--seen", "2", file(SUITCASE)).code()).isEqualTo(2);
  }

  @Test
  void an_unwritable_picture_is_wrong_usage_before_any_labelling() throws IOException {
    Cli absent = Cli.run("sketch", file(SUITCASE), "--png", dir.resolve("no/a.png") + "");
    Cli folder = Cli.run("sketch", file(SUITCASE), "--png", dir + "");

    assertThat(absent.err()).contains("--png must be in a folder that exists, got: ");
    assertThat(folder.err()).contains("--png must be a file, got a folder: " + dir);
    assertThat(absent.code()).isEqualTo(folder.code()).isEqualTo(2);
    assertThat(absent.out() + folder.out()).isEmpty();
  }

  @Test
  void control_characters_of_a_file_do_not_reach_the_terminal() throws IOException {
    Cli cli = Cli.run("sketch", file(SUITCASE.replace("suitcase", "\\u001b[31m\\nred")));

    assertThat(cli.out()).startsWith("17 (?[31m?red): suitcase ").hasLineCount(1);
  }

  @Test
  void drawings_on_standard_input_are_labelled_at_once() throws Exception {
    InputStream before = System.in;
    PipedInputStream paper = new PipedInputStream(1 << 16);
    System.setIn(paper);
    Cli cli = new Cli();
    Thread labelling;
    try (PipedOutputStream pen = new PipedOutputStream(paper)) {
      labelling = cli.start("sketch", "-");
      pen.write((STROKES + "\n").getBytes(StandardCharsets.UTF_8));
      pen.flush();

      await().until(() -> cli.out().startsWith("line 1: suitcase "));
    } finally {
      System.setIn(before);
    }
    labelling.join();
    assertThat(cli.code()).isZero();
  }

  @Test
  void the_shipped_classifier_can_be_listed_and_verified() {
    assertThat(Cli.run("models").out()).contains("sketch ");
    Cli verify = Cli.run("models", "sketch", "--models-device", "cpu");
    assertThat(verify.code()).isZero();
    assertThat(verify.out())
        .contains("sketch-classifier", "max_points", "CC BY 4.0", "float [batch, 100, 3]")
        .contains("sketch-classifier sketch 3 holds its contract");
  }

  private String file(String... lines) throws IOException {
    Path file = dir.resolve("drawings.ndjson");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file.toString();
  }

  private static int dark(BufferedImage image, int left, int top, int width, int height) {
    int dark = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        dark += (image.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
      }
    }
    return dark;
  }
}
