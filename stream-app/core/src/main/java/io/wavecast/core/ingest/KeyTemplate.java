package io.wavecast.core.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a series key is made: text with placeholders, e.g. {@code shop.{/service}.{value}}, or a path
 * to a field, e.g. {@code /service}.
 *
 * <ul>
 *   <li><code>{/path}</code>: a field, see {@link FieldPath}
 *   <li><code>{key}</code>, <code>{key/path}</code>: the record's key as text, a field of it if it
 *       is JSON
 *   <li><code>{header.name}</code>, <code>{topic}</code>: of the record
 *   <li><code>{value}</code>: the name of the value, where a point has several
 * </ul>
 *
 * @param text as written
 * @param parts in their order
 */
public record KeyTemplate(String text, List<Part> parts) implements Serializable {
  /** Where the text of a part comes from. */
  enum Source {
    CONSTANT,
    FIELD,
    KEY,
    KEY_FIELD,
    HEADER,
    TOPIC,
    VALUE
  }

  record Part(Source source, String text, FieldPath path) implements Serializable {
    Part(Source source, String text) {
      this(source, text, FieldPath.WHOLE);
    }

    Part(Source source, FieldPath path) {
      this(source, "", path);
    }
  }

  /** A placeholder, text without any, or a brace that is not closed. */
  private static final Pattern PART = Pattern.compile("\\{([^}]*)}|[^{]+|\\{");

  /** The record's own key. */
  public static final KeyTemplate RECORD_KEY = of("{key}");

  /** Whether it makes the same key of every point. */
  public boolean isConstant() {
    return parts.stream().allMatch(part -> part.source() == Source.CONSTANT);
  }

  /**
   * Reads a template, or a path to a field such as {@code /device/id}: text that begins with a
   * slash and has no placeholder.
   *
   * @throws IllegalArgumentException when it has a placeholder that is unknown or not closed
   */
  public static KeyTemplate of(String text) {
    if (text.startsWith("/") && text.indexOf('{') < 0) {
      return new KeyTemplate(text, List.of(new Part(Source.FIELD, FieldPath.of(text))));
    }
    List<Part> parts = new ArrayList<>();
    for (Matcher part = PART.matcher(text); part.find(); ) {
      String placeholder = part.group(1);
      if (placeholder == null && part.group().equals("{")) {
        throw new IllegalArgumentException("'{' must be closed by '}', got: '" + text + "'");
      }
      parts.add(
          placeholder == null ? new Part(Source.CONSTANT, part.group()) : placeholder(placeholder));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return new KeyTemplate(text, List.copyOf(parts));
  }

  private static Part placeholder(String name) {
    if (name.startsWith("/")) {
      return new Part(Source.FIELD, FieldPath.of(name));
    } else if (name.startsWith("key/")) {
      return new Part(Source.KEY_FIELD, FieldPath.of(name.substring("key".length())));
    } else if (name.startsWith("header.") && name.length() > "header.".length()) {
      return new Part(Source.HEADER, name.substring("header.".length()));
    }
    return switch (name) {
      case "key" -> new Part(Source.KEY, name);
      case "topic" -> new Part(Source.TOPIC, name);
      case "value" -> new Part(Source.VALUE, name);
      default ->
          throw new IllegalArgumentException(
              "placeholder must be {/path}, {key}, {key/path}, {header.name}, {topic} or {value},"
                  + " got: '{"
                  + name
                  + "}'");
    };
  }

  /** Whether keys of several values of a point differ. */
  boolean namesValue() {
    return parts.stream().anyMatch(part -> part.source() == Source.VALUE);
  }

  /** Whether keys of records of several topics differ. */
  boolean namesTopic() {
    return parts.stream().anyMatch(part -> part.source() == Source.TOPIC);
  }

  /** Whether a record and a point have all that it asks for. */
  boolean isPresent(Scope point, RecordParts record) {
    for (Part part : parts) {
      boolean present =
          switch (part.source()) {
            case FIELD -> point.find(part.path()) != null;
            case KEY -> record.hasKey();
            case KEY_FIELD -> record.hasKeyField(part.path());
            case HEADER -> record.hasHeader(part.text());
            case CONSTANT, TOPIC, VALUE -> true;
          };
      if (!present) {
        return false;
      }
    }
    return true;
  }

  /**
   * The key of a point.
   *
   * @param value the name of the value
   * @throws io.wavecast.schemas.BadRecordException when a part is absent
   */
  String of(Scope point, RecordParts record, String value) {
    StringBuilder key = new StringBuilder();
    for (Part part : parts) {
      key.append(
          switch (part.source()) {
            case CONSTANT -> part.text();
            case FIELD -> point.text(part.path());
            case KEY -> record.key();
            case KEY_FIELD -> record.keyField(part.path());
            case HEADER -> record.header(part.text());
            case TOPIC -> record.topic();
            case VALUE -> value;
          });
    }
    return key.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
