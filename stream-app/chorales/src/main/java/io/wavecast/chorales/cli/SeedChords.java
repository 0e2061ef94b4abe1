package io.wavecast.chorales.cli;

import io.wavecast.chorales.event.Chord;
import io.wavecast.core.text.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the chords that chorales start from. */
public final class SeedChords {
  private SeedChords() {}

  /** Two beats by Bach, the start of the notebook's chorales. */
  public static List<Chord> bach() {
    List<Chord> chords = new ArrayList<>(Collections.nCopies(4, new Chord(73, 68, 61, 53)));
    chords.addAll(Collections.nCopies(4, new Chord(69, 66, 61, 54)));
    return chords;
  }

  /**
   * The first chords of a CSV file: one chord of four MIDI notes per line, soprano first. A first
   * line that does not start with a number is a header.
   *
   * @param count how many to read, at least 1; fewer if the file has fewer
   * @throws IllegalArgumentException if a line is not a chord; names file, line and value
   */
  public static List<Chord> read(Path file, int count) throws IOException {
    List<Chord> chords = new ArrayList<>();
    try (CsvRows rows = new CsvRows(Files.newBufferedReader(file))) {
      try {
        List<String> row = rows.next();
        if (row != null && !row.get(0).matches("-?[0-9].*")) {
          row = rows.next();
        }
        while (row != null) {
          chords.add(chord(row));
          row = chords.size() < count ? rows.next() : null;
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s line %d: %s".formatted(file, rows.line(), e.getMessage()), e);
      }
    }
    if (chords.isEmpty()) {
      throw new IllegalArgumentException(file + " contains no chord");
    }
    return chords;
  }

  private static Chord chord(List<String> row) {
    if (row.size() != Chord.VOICES) {
      throw new IllegalArgumentException("a chord must have 4 notes, got: " + row.size());
    }
    return new Chord(
        number(row.get(0)), number(row.get(1)), number(row.get(2)), number(row.get(3)));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a note must be an integer, got: '" + text + "'", e);
    }
  }
}
