package io.wavecast.trainer.corpus;

import io.wavecast.core.text.CsvRows;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvFile;
import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Recording;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A public CSV file with a header, packed by gzip where its name says so, and what is read of it.
 *
 * @param kind of its series
 * @param source what it is called; files may share a source
 * @param means how many values become one, their mean: the series of each number. Means of 24 hours
 *     are those of a day
 * @param times of the rows, taken without a zone; empty when rows are at equal steps
 * @param columns that hold values, from 1
 * @param missing what stands for a missing value, beside what is no number; NaN for nothing
 * @param item where the file is and what it holds
 */
record CorpusFile(
    Kind kind,
    String source,
    List<Integer> means,
    Optional<Times> times,
    List<Integer> columns,
    double missing,
    Downloads.Item item) {

  /**
   * Where a row's time is.
   *
   * @param columns from 1; their texts are joined by a blank
   */
  record Times(List<Integer> columns, DateTimeFormatter format) {}

  /**
   * Reads a line of the list: kind, source, means, times, columns, what is missing, checksum and
   * address, separated by blanks. Times are columns and a pattern with _ for a blank, as in {@code
   * 1:yyyy-MM-dd_HH:mm} or {@code 1,2:dd/MM/yyyy_H}; - stands for no times and for nothing missing.
   */
  static CorpusFile of(String line) {
    String[] fields = line.split(" ", -1);
    return new CorpusFile(
        Kind.valueOf(fields[0].toUpperCase(Locale.ROOT)),
        fields[1],
        numbers(fields[2]),
        fields[3].equals("-") ? Optional.empty() : Optional.of(times(fields[3])),
        numbers(fields[4]),
        fields[5].equals("-") ? Double.NaN : Double.parseDouble(fields[5]),
        new Downloads.Item(fields[6], URI.create(fields[7])));
  }

  private static Times times(String text) {
    String[] parts = text.split(":", 2);
    String pattern = parts[1].replace('_', ' ');
    return new Times(numbers(parts[0]), DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  /** {@code 1,3-5} is 1, 3, 4, 5. */
  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(","))
        .map(part -> part.split("-"))
        .flatMapToInt(
            ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
        .boxed()
        .toList();
  }

  /**
   * Reads the series, those of each column and mean, cut at gaps; parts that are shorter than a
   * window and its future, or never move, are left out.
   *
   * @param folder that holds the file under its name
   * @throws IOException when the file cannot be read or lacks a column, naming it
   */
  List<Recording> read(Path folder) throws IOException {
    Path file = folder.resolve(item.name());
    List<Rows> series;
    try {
      series = rows(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + Throwables.oneLine(e), e);
    }
    List<Recording> recordings = new ArrayList<>();
    for (Rows rows : series) {
      for (Rows.Part part : rows.parts()) {
        means.stream()
            .map(part::means)
            .filter(values -> values.length >= WindowSet.EXAMPLE)
            .map(values -> new Recording(kind, source, values))
            .filter(Recording::moves)
            .forEach(recordings::add);
      }
    }
    return recordings;
  }

  /** The rows of each column. */
  private List<Rows> rows(Path file) throws IOException {
    List<Rows> series = columns.stream().map(column -> new Rows()).toList();
    try (CsvFile in = open(file)) {
      List<String> header = in.next();
      int last = Collections.max(columns);
      if (header == null || last > header.size()) {
        throw new IOException(
            "it must have %d columns, got: %d".formatted(last, header == null ? 0 : header.size()));
      }
      int row = 0;
      for (List<String> fields = in.next(); fields != null; fields = in.next(), row++) {
        long time = times.isPresent() ? time(in, fields, times.get()) : row;
        for (int c = 0; c < columns.size(); c++) {
          double value = value(fields, columns.get(c) - 1);
          if (Float.isFinite((float) value)) {
            series.get(c).add(time, value);
          }
        }
      }
    }
    return series;
  }

  private static CsvFile open(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return new CsvFile(file);
    }
    InputStream packed = Files.newInputStream(file);
    try {
      InputStream bytes = new GZIPInputStream(new BufferedInputStream(packed));
      // a decoder, unlike a character set, refuses what is not UTF-8
      Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
      return new CsvFile(file, new BufferedReader(text));
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  private double value(List<String> fields, int column) {
    try {
      double value = Double.parseDouble(fields.get(column).strip());
      return value == missing ? Double.NaN : value;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Double.NaN;
    }
  }

  private static long time(CsvFile in, List<String> fields, Times times) {
    String field =
        times.columns().stream()
            .map(column -> column <= fields.size() ? fields.get(column - 1).strip() : "")
            .collect(Collectors.joining(" "));
    try {
      TemporalAccessor time = times.format().parseBest(field, LocalDateTime::from, LocalDate::from);
      LocalDateTime from =
          time instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(time);
      return from.toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw in.bad("time must be as the list says, got: '" + CsvRows.shorten(field) + "'");
    }
  }
}
