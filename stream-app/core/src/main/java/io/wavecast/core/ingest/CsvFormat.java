package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.core.text.CsvRows;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.HashSet;
import java.util.List;

/**
 * Lines of fields, quoted as in RFC 4180. A line becomes an object of its columns, or an array of
 * its fields where the columns have no names. An empty field is absent. Lines before one with an
 * open quote are read; what follows it may be part of its field.
 *
 * @param columns names in the order of the fields, each once; empty: the columns have no names
 * @param separator between fields
 */
public record CsvFormat(List<String> columns, char separator) implements ValueFormat {
  public CsvFormat {
    columns = List.copyOf(columns);
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException("columns must have different names, got: " + columns);
    }
    if (separator == '"' || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException("separator must be neither a quote nor a line break");
    }
  }

  @Override
  public boolean hasLines() {
    return true;
  }

  @Override
  public List<String> fields() {
    return columns;
  }

  @Override
  public ValueReader open() {
    return ValueText.reader(this::addLine);
  }

  private void addLine(ArrayNode lines, String line) {
    List<String> fields = fields(line);
    if (columns.isEmpty()) {
      ArrayNode row = lines.addArray();
      fields.forEach(field -> row.add(field.isEmpty() ? null : field));
      return;
    }
    ObjectNode row = lines.addObject();
    for (int i = 0; i < Math.min(fields.size(), columns.size()); i++) {
      if (!fields.get(i).isEmpty()) {
        row.put(columns.get(i), fields.get(i));
      }
    }
  }

  private List<String> fields(String line) {
    try {
      return CsvRows.fields(line, separator);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.MALFORMED, "value must be CSV: a quote is not closed", e);
    }
  }
}
