package io.wavecast.trainer.corpus;

import io.wavecast.trainer.corpus.CorpusFile.Times;
import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line of the list: kind, source, means, times, columns, what is missing, checksum and address,
 * separated by blanks. Times are columns and a pattern with _ for a blank, as in {@code
 * 1:yyyy-MM-dd_HH:mm} or {@code 1,2:dd/MM/yyyy_H}; - stands for no times and for nothing missing.
 */
final class CorpusLine {
  private static final int FIELDS = 8;

  /** Columns of a file, and values of a mean. */
  private static final int MOST = 100_000;

  private CorpusLine() {}

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is not so, naming the field
   */
  static CorpusFile read(String line) {
    String[] fields = line.strip().split("\\s+", FIELDS);
    if (fields.length < FIELDS) {
      throw new IllegalArgumentException(
          "a line must have %d fields separated by blanks, got: %d"
              .formatted(FIELDS, fields.length));
    }
    return new CorpusFile(
        kind(fields[0]),
        fields[1],
        numbers("means", fields[2]),
        fields[3].equals("-") ? Optional.empty() : Optional.of(times(fields[3])),
        numbers("columns", fields[4]),
        missing(fields[5]),
        new Downloads.Item(fields[6], URI.create(fields[7])));
  }

  private static Kind kind(String text) {
    return Arrays.stream(Kind.values())
        .filter(kind -> name(kind).equals(text))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind must be %s, got: '%s'"
                        .formatted(
                            Arrays.stream(Kind.values())
                                .map(CorpusLine::name)
                                .collect(Collectors.joining(", ")),
                            text)));
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Times times(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException(
          "times must be columns, a colon and a pattern, got: '" + text + "'");
    }
    return new Times(
        numbers("columns of times", parts[0]),
        DateTimeFormatter.ofPattern(parts[1].replace('_', ' '), Locale.ENGLISH));
  }

  private static double missing(String text) {
    try {
      return text.equals("-") ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "what is missing must be a number or -, got: '" + text + "'", e);
    }
  }

  /** {@code 1,3-5} is 1, 3, 4, 5. */
  private static List<Integer> numbers(String name, String text) {
    return Arrays.stream(text.split(",", -1))
        .flatMapToInt(part -> range(name, part))
        .boxed()
        .toList();
  }

  private static IntStream range(String name, String part) {
    if (part.matches("\\d{1,6}(-\\d{1,6})?")) {
      String[] ends = part.split("-", -1);
      int from = Integer.parseInt(ends[0]);
      int to = Integer.parseInt(ends[ends.length - 1]);
      if (from >= 1 && from <= to && to <= MOST) {
        return IntStream.rangeClosed(from, to);
      }
    }
    throw new IllegalArgumentException(
        "%s must be numbers or ascending ranges from 1 to %d, got: '%s'"
            .formatted(name, MOST, part));
  }
}
