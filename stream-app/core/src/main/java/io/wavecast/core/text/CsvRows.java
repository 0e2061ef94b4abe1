package io.wavecast.core.text;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as RFC 4180 defines them, except that a quoted field ends on its line.
 * Blank lines and a byte order mark are skipped. Not thread-safe.
 */
public final class CsvRows implements Closeable {
  private static final Set<String> TIMES = Set.of("timestamp", "time", "date", "datetime", "ds");
  private static final int SHOWN = 60;

  private final BufferedReader in;
  private long line;
  private long chars;

  /**
   * @param in closed by {@link #close}
   */
  public CsvRows(BufferedReader in) {
    this.in = in;
  }

  /**
   * Reads the next row.
   *
   * @return its fields without surrounding blanks, at least one; null at the end of the file
   * @throws IllegalArgumentException when a quote is not closed
   */
  public @Nullable List<String> next() throws IOException {
    for (String row = in.readLine(); row != null; row = in.readLine()) {
      line++;
      chars += row.length() + 1L;
      if (line == 1 && row.startsWith("\uFEFF")) {
        row = row.substring(1);
      }
      if (!row.isBlank()) {
        return fields(row, ',');
      }
    }
    return null;
  }

  /** The number of the line read last, from 1; 0 before the first. */
  public long line() {
    return line;
  }

  /** The characters read so far: bytes if the file is plain ASCII with single line breaks. */
  public long chars() {
    return chars;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * The column of times: the first named timestamp, time, date, datetime or ds in any case, else
   * the first column.
   *
   * @param header the first row, maybe of data
   * @return from 0
   */
  public static int timeColumn(List<String> header) {
    return Math.max(0, namedTimeColumn(header, Set.of()));
  }

  /**
   * The first column that is named timestamp, time, date, datetime or ds in any case.
   *
   * @param header the first row, maybe of data
   * @param taken columns that hold something else, from 0
   * @return from 0; -1 if there is none
   */
  public static int namedTimeColumn(List<String> header, Set<Integer> taken) {
    for (int i = 0; i < header.size(); i++) {
      if (!taken.contains(i) && TIMES.contains(header.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether a first row is a header: its time starts neither with a digit nor with a sign. So
   * columns may be named by numbers, and a bad time in the first row of data is still an error.
   *
   * @param time the first row's field in the column of times
   */
  public static boolean isHeader(String time) {
    return time.isEmpty()
        || !(Character.isDigit(time.charAt(0)) || "+-".indexOf(time.charAt(0)) >= 0);
  }

  /**
   * Reads a value.
   *
   * @return maybe infinite or NaN
   * @throws NumberFormatException when the text is no number; Java's suffixes d and f and its
   *     hexadecimal numbers are none
   */
  public static double number(String text) {
    boolean hasSuffix = !text.isEmpty() && "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0;
    if (hasSuffix || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      throw new NumberFormatException(text);
    }
    return Double.parseDouble(text);
  }

  /** A field or row for a message, at most 60 characters long. */
  public static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
  }

  /**
   * The fields of a row without surrounding blanks, at least one.
   *
   * @param separator between fields
   * @throws IllegalArgumentException when a quote is not closed
   */
  public static List<String> fields(String row, char separator) {
    List<String> fields = new ArrayList<>(4);
    if (row.indexOf('"') < 0) {
      for (int from = 0; from <= row.length(); ) {
        int comma = row.indexOf(separator, from);
        int to = comma < 0 ? row.length() : comma;
        fields.add(row.substring(from, to).strip());
        from = to + 1;
      }
      return fields;
    }
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed: '" + shorten(row) + "'");
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
