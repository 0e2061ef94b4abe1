package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.core.text.CsvRows;
import io.wavecast.trainer.data.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chorales in the layout of Boulanger-Lewandowski et al. (ICML 2012) as CSV: folders {@code train},
 * {@code valid} and {@code test}, a file a chorale, a line a chord of four MIDI notes, soprano
 * first, 0 for silence, four chords a beat.
 *
 * @param sha256 hash of the training part: 64 hexadecimal digits
 */
public record Corpus(
    List<CorpusPiece> train, List<CorpusPiece> valid, List<CorpusPiece> test, String sha256) {
  public Corpus {
    train = List.copyOf(train);
    valid = List.copyOf(valid);
    test = List.copyOf(test);
  }

  /**
   * Reads a folder.
   *
   * @throws IOException when it cannot be read, a part holds no chorale, or a file is none: names
   *     file and line
   */
  public static Corpus read(Path folder) throws IOException {
    Sha256 hash = new Sha256();
    List<CorpusPiece> train = part(folder.resolve("train"), hash);
    return new Corpus(
        train,
        part(folder.resolve("valid"), new Sha256()),
        part(folder.resolve("test"), new Sha256()),
        hash.hex());
  }

  private static List<CorpusPiece> part(Path folder, Sha256 hash) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException(folder + " holds no chorale (*.csv)");
    }
    List<CorpusPiece> pieces = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      hash.update(bytes);
      pieces.add(piece(file, new String(bytes, StandardCharsets.UTF_8)));
    }
    return pieces;
  }

  /** The first line names the columns. */
  private static CorpusPiece piece(Path file, String text) throws IOException {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    byte[] notes = new byte[Math.max(0, lines.size() - 1) * Chord.VOICES];
    int at = 0;
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> fields = fields(file, line);
      if (fields.size() != Chord.VOICES) {
        throw new IOException(
            "%s: a chord must have %d notes, got: '%s'".formatted(file, Chord.VOICES, line));
      }
      for (String field : fields) {
        try {
          notes[at++] = (byte) Composer.classOf(Chord.requireNote(Integer.parseInt(field)));
        } catch (IllegalArgumentException e) {
          throw new IOException("%s: '%s': %s".formatted(file, line, e.getMessage()), e);
        }
      }
    }
    if (notes.length == 0) {
      throw new IOException(file + " holds no chord");
    }
    return new CorpusPiece(notes);
  }

  private static List<String> fields(Path file, String line) throws IOException {
    try {
      return CsvRows.fields(line, ',');
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
