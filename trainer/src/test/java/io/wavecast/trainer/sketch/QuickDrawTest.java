package io.wavecast.trainer.sketch;

import static io.wavecast.trainer.sketch.Sketches.stroke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickDrawTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"word":"pig"}                          | field 'drawing' is missing
          {"word":"pig","drawing":[]}             | a drawing must have at least one stroke
          {"word":"pig","drawing":[[[0]]]}        | got: an array of 1
          {"word":"pig","drawing":[[[0,1],[1]]]}  | got: 2 and 1
          {"word":"pig","drawing":[[[0],["a"]]]}  | must be an array of numbers, got: an array of string
          {"word":7,"drawing":[[[0],[1]]]}        | field 'word' must be a string, got: number
          [1]                                     | a drawing must be a JSON object
          {"word":"pig","drawing":[[[0            | value must be JSON
          """)
  void a_line_that_is_no_drawing_is_named(String line, String reason) throws IOException {
    Path file = dir.resolve("pig.ndjson");
    Files.writeString(file, "{\"word\":\"pig\",\"drawing\":[[[0],[1]]]}\n" + line + "\n");

    assertThatThrownBy(() -> QuickDraw.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line 2: ")
        .hasMessageContaining(reason);
  }
}
