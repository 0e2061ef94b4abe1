package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.wavecast.core.text.LinearPatterns;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which points count: {@code /op = c}, {@code /op != d}, {@code /path ~ /api/.*} (all of the text
 * is as a regular expression says), {@code /value exists}, {@code /error missing}. A field that is
 * null is missing, and an object or array has no text.
 *
 * @param path of the field
 * @param test what it must pass
 * @param text to compare with; empty for the tests without one
 * @param pattern to match; null for other tests
 */
public record Filter(FieldPath path, Test test, String text, @Nullable Pattern pattern)
    implements Serializable {
  /** What a field must pass. */
  public enum Test {
    EQUALS,
    DIFFERS,
    MATCHES,
    EXISTS,
    MISSING
  }

  /**
   * Reads a filter.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Filter of(String text) {
    String[] words = text.strip().split("\\s+", 3);
    FieldPath path = FieldPath.of(words[0]);
    String given = words.length == 3 ? words[2] : "";
    return switch (words.length == 1 ? "" : words.length + words[1]) {
      case "3=" -> new Filter(path, Test.EQUALS, given, null);
      case "3!=" -> new Filter(path, Test.DIFFERS, given, null);
      case "3~" -> new Filter(path, Test.MATCHES, given, LinearPatterns.compile("pattern", given));
      case "2exists" -> new Filter(path, Test.EXISTS, "", null);
      case "2missing" -> new Filter(path, Test.MISSING, "", null);
      default ->
          throw new IllegalArgumentException(
              "filter must be PATH = TEXT, PATH != TEXT, PATH ~ PATTERN, PATH exists or"
                  + " PATH missing, got: '"
                  + text
                  + "'");
    };
  }

  /** Whether a point may count that is within this one, and may hold the field if this does not. */
  boolean mayPassWithin(Scope outer) {
    return outer.find(path) == null || passes(outer);
  }

  /** Whether a point counts. */
  boolean passes(Scope point) {
    JsonNode field = point.find(path);
    String found = field == null || !field.isValueNode() ? null : field.asText();
    return switch (test) {
      case EQUALS -> text.equals(found);
      case DIFFERS -> !text.equals(found);
      case MATCHES -> found != null && pattern != null && pattern.matches(found);
      case EXISTS -> field != null;
      case MISSING -> field == null;
    };
  }
}
