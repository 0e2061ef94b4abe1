package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.pipeline.Composer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusTest {
  @TempDir Path dir;

  @Test
  void chorales_are_read_as_classes_and_cut_as_the_notebook_cuts_them() throws IOException {
    write(50);
    Corpus corpus = Corpus.read(dir);

    CorpusPiece piece = corpus.train().get(0);
    assertThat(piece.chords()).isEqualTo(50);
    assertThat(piece.notes()[0]).isEqualTo((byte) (60 - 35));
    assertThat(piece.notes()[3]).isZero();
    NoteWindows windows = NoteWindows.of(corpus.train());
    assertThat(windows.size()).isEqualTo(2);
    assertThat(windows.windows().get(1)[0]).isEqualTo((byte) (60 + 16 % 5 - 35));
    assertThat(corpus.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void another_training_part_has_another_hash() throws IOException {
    write(50);
    String first = Corpus.read(dir).sha256();
    Files.writeString(
        dir.resolve("test/a.csv"), "a,b,c,d\n1,2,3,4\n".replace("1,2,3,4", "0,0,0,0"));
    assertThat(Corpus.read(dir).sha256()).isEqualTo(first);
    Files.writeString(dir.resolve("train/a.csv"), "a,b,c,d\n0,0,0,0\n");
    assertThat(Corpus.read(dir).sha256()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,b,c,d;60,55,52,35    | : '60,55,52,35': note must be 0 (silence) or in 36..81, got: 35
          a,b,c,d;82,55,52,36    | note must be 0 (silence) or in 36..81, got: 82
          a,b,c,d;60,55,52       | : a chord must have 4 notes, got: '60,55,52'
          a,b,c,d;60,55,52,40,40 | a chord must have 4 notes
          a,b,c,d;60,,52,40      | : '60,,52,40': For input string: ""
          a,b,c,d;60,"55,52,40   | a quote is not closed
          a,b,c,d;60,55.5,52,40  | : '60,55.5,52,40': For input string: "55.5"
          a,b,c,d;;              | holds no chord
          ``                     | holds no chord
          """)
  void what_is_no_chorale_is_refused_with_file_and_line(String lines, String reason)
      throws IOException {
    write(50);
    Path file = dir.resolve("train/b.csv");
    Files.writeString(file, lines.replace(';', '\n'));

    assertThatThrownBy(() -> Corpus.read(dir))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void files_are_read_in_the_order_of_their_names_with_any_line_ends_blanks_and_quotes()
      throws IOException {
    write(1);
    Files.writeString(dir.resolve("train/b.csv"), "x\r\n\r\n 36 , 0 ,\"0\", 81\r\n");
    Files.writeString(dir.resolve("train/notes.txt"), "no chorale");

    List<CorpusPiece> train = Corpus.read(dir).train();

    assertThat(train).extracting(CorpusPiece::chords).containsExactly(1, 1);
    assertThat(train.get(1).notes()).containsExactly(1, 0, 0, 46);
  }

  @Test
  void a_part_that_is_absent_or_empty_is_reported() throws IOException {
    write(50);
    Files.delete(dir.resolve("valid/a.csv"));
    assertThatThrownBy(() -> Corpus.read(dir))
        .hasMessage(dir.resolve("valid") + " holds no chorale (*.csv)");
    Files.delete(dir.resolve("valid"));
    assertThatThrownBy(() -> Corpus.read(dir)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void random_windows_are_a_function_of_seed_and_step_and_are_cut_from_the_pieces()
      throws IOException {
    write(60);
    List<CorpusPiece> pieces = Corpus.read(dir).train();
    RandomWindows batches = new RandomWindows(pieces, 16, 6, 3);

    NoteWindows batch = batches.at(5);
    assertThat(batch.shifts())
        .isEqualTo(batches.at(5).shifts())
        .isNotEqualTo(batches.at(6).shifts());
    for (int i = 0; i < 16; i++) {
      assertThat(batch.shifts()[i]).isBetween(-6, 6);
      byte[] window = batch.windows().get(i);
      boolean found = false;
      for (int start = 0; start + NoteWindows.CHORDS <= 60; start++) {
        found |=
            start % NoteWindows.BAR == batch.places()[i]
                && java.util.Arrays.equals(pieces.get(0).window(start), window);
      }
      assertThat(found).as("window %d", i).isTrue();
    }
  }

  @Test
  void loss_and_accuracy_are_those_of_the_probabilities() throws IOException {
    write(33);
    NoteWindows windows = NoteWindows.of(Corpus.read(dir).train());
    int asked = NoteWindows.NOTES - 1;
    float[] p = new float[asked * Composer.CLASSES];
    for (int row = 0; row < asked; row++) {
      int note = windows.windows().get(0)[row + 1];
      p[row * Composer.CLASSES + note] = 0.25f;
      p[row * Composer.CLASSES + (row < 31 ? 46 : 45)] = row < 31 ? 0.75f : 0.1f;
    }

    NoteScore score = NoteScore.of(p, windows);
    assertThat(score.loss())
        .isEqualTo(-Math.log(0.25), org.assertj.core.api.Assertions.within(1e-9));
    assertThat(score.accuracy()).isEqualTo(100.0 / 131);
  }

  /** Soprano: a new note in each chord; tenor: one new note; bass: two; alto: none. */
  @Test
  void a_voices_last_note_is_right_where_the_voice_does_not_move() {
    byte[] moving = new byte[NoteWindows.NOTES];
    for (int chord = 0; chord < NoteWindows.CHORDS; chord++) {
      moving[4 * chord] = (byte) (chord % 2);
      moving[4 * chord + 1] = 7;
      moving[4 * chord + 2] = (byte) (chord < 16 ? 5 : 6);
      moving[4 * chord + 3] = (byte) (chord < 10 ? 2 : chord < 20 ? 3 : 2);
    }
    byte[] still = new byte[NoteWindows.NOTES];

    double one = NoteScore.repeating(windows(moving));
    double two = NoteScore.repeating(windows(moving, still));

    assertThat(one).isEqualTo((0 + 32 + 31 + 30) / 131.0);
    assertThat(two).isEqualTo((93 + 4 * 32) / 262.0);
  }

  private static NoteWindows windows(byte[]... windows) {
    return new NoteWindows(List.of(windows), new int[windows.length], new int[windows.length]);
  }

  private void write(int chords) throws IOException {
    StringBuilder csv = new StringBuilder("note0,note1,note2,note3\n");
    for (int t = 0; t < chords; t++) {
      csv.append(60 + t % 5).append(",55,52,").append(t % 7 == 0 ? 0 : 43 + t % 7).append('\n');
    }
    for (String part : List.of("train", "valid", "test")) {
      Files.createDirectories(dir.resolve(part));
      Files.writeString(dir.resolve(part).resolve("a.csv"), csv);
    }
  }
}
