package io.wavecast.chorales.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.event.Chord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedChordsTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          note0,note1,note2,note3;73,68,61,53
          73,68,61,53
          \uFEFF73,68,61,53
          ;"note0","note1","note2","note3";;"73", 68 ,"61",53;
          """)
  void headers_blanks_quotes_and_a_byte_order_mark_are_no_part_of_a_chord(String lines)
      throws IOException {
    assertThat(SeedChords.read(file(lines), 2)).containsExactly(new Chord(73, 68, 61, 53));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,b,c,d;73,68,61      |  line 2: a chord must have 4 notes, got: 3
          73,68,61,53;;a,b,c,d  |  line 3: a note must be an integer, got: 'a'
          73,68,61,53;"1,2,3,4  |  line 2: a quote is not closed: '"1,2,3,4'
          a,b,c,d               |  contains no chord
          """)
  void what_is_no_chord_is_refused_with_file_and_line(String lines, String reason)
      throws IOException {
    Path file = file(lines);

    assertThatThrownBy(() -> SeedChords.read(file, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " " + reason);
  }

  @Test
  void no_more_chords_are_read_than_asked_for() throws IOException {
    assertThat(SeedChords.read(file("73,68,61,53;73,68,61,53;x"), 2)).hasSize(2);
  }

  private Path file(String lines) throws IOException {
    return Files.writeString(dir.resolve("c.csv"), lines.replace(';', '\n'));
  }
}
