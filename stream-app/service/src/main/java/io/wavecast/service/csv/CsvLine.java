package io.wavecast.service.csv;

import java.util.ArrayList;
import java.util.List;

/** One line of CSV as RFC 4180 has it, without line breaks inside of quotes. */
final class CsvLine {
  private CsvLine() {}

  /**
   * Splits a line into its trimmed fields.
   *
   * @throws IllegalArgumentException when a quote is not closed
   */
  static List<String> split(String line) {
    List<String> fields = new ArrayList<>(4);
    if (line.indexOf('"') < 0) {
      for (int from = 0; from <= line.length(); ) {
        int comma = line.indexOf(',', from);
        int to = comma < 0 ? line.length() : comma;
        fields.add(line.substring(from, to).trim());
        from = to + 1;
      }
      return fields;
    }
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    fields.add(field.toString().trim());
    return fields;
  }
}
