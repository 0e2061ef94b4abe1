package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What labels of a series may be: few, small, with names that Alertmanager takes. */
public final class Labels {
  /** How many labels a series may have. */
  public static final int MAX = 16;

  /** The longest names and values of a series together, bytes in UTF-8. */
  public static final int MAX_BYTES = 2048;

  /** Alertmanager identifies an alert by these. */
  private static final Set<String> RESERVED =
      Set.of("alertname", "application", "incident", "series", "severity");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private Labels() {}

  /**
   * Checks the name of a label.
   *
   * @throws IllegalArgumentException when it is reserved, or not of letters, digits and _
   */
  public static void checkName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name of a label must be letters, digits and _, and none of "
              + RESERVED.stream().sorted().toList()
              + ", got: "
              + name);
    }
  }

  /** Whether a label may have a name: letters, digits and _, and not reserved. */
  public static boolean isName(String name) {
    return !RESERVED.contains(name) && NAME.matcher(name).matches();
  }

  /**
   * Labels by name, sorted, without those that are empty.
   *
   * @throws BadRecordException when they are too many or too long, a name is not allowed, or a
   *     value is not Unicode
   */
  public static Map<String, String> checked(Map<String, String> labels) {
    Map<String, String> sorted = new TreeMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String name = label.getKey();
      String value = label.getValue();
      if (value.isEmpty()) {
        continue;
      }
      if (!isName(name)) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE,
            "name of a label must be letters, digits and _, and none of "
                + RESERVED.stream().sorted().toList());
      }
      if (!RecordKey.isUnicode(value)) {
        throw new BadRecordException(
            Reason.MALFORMED,
            "value of label '" + name + "' must be Unicode text, got half a surrogate pair");
      }
      bytes += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
      sorted.put(name, value);
    }
    if (sorted.size() > MAX || bytes > MAX_BYTES) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE,
          "labels must be at most %d with at most %d bytes, got: %d with %d bytes"
              .formatted(MAX, MAX_BYTES, sorted.size(), bytes));
    }
    return Collections.unmodifiableMap(sorted);
  }

  /**
   * Reads labels; a number or a boolean counts as its text, and null as no label.
   *
   * @param parser at the beginning of their object
   * @return as they are there
   * @throws BadRecordException when they are no object of plain values
   */
  public static Map<String, String> read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Json.wrongType("labels", "an object", parser.currentToken());
    }
    Map<String, String> labels = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        throw Json.wrongType("labels", "an object of texts", token);
      }
      if (token != JsonToken.VALUE_NULL) {
        labels.put(name, parser.getText());
      }
    }
    return labels;
  }

  /** Writes labels as the field {@code labels}; nothing where they are null. */
  public static void write(JsonGenerator json, @Nullable Map<String, String> labels)
      throws IOException {
    if (labels != null) {
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : labels.entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
    }
  }
}
