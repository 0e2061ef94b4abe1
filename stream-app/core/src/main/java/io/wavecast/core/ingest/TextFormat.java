package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Lines of text. Each becomes an object of the groups that a pattern names; a line that is not as
 * the pattern says becomes an empty object. Matching takes time linear in the line (RE2/J).
 *
 * @param pattern must match all of a line; has at least one named group
 */
public record TextFormat(Pattern pattern) implements ValueFormat {
  private static final int MAX_LENGTH = 1000;

  /**
   * @throws IllegalArgumentException when the text is no such pattern or has more than 1000
   *     characters
   */
  public static TextFormat of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "pattern must have at most " + MAX_LENGTH + " characters, got: " + text.length());
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.namedGroups().isEmpty()) {
        throw new IllegalArgumentException(
            "pattern must have a named group such as (?<value>...), got: '" + text + "'");
      }
      return new TextFormat(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean hasLines() {
    return true;
  }

  @Override
  public ValueReader open() {
    return record -> {
      ArrayNode lines = JsonNodeFactory.instance.arrayNode();
      for (String line : ValueText.lines(record)) {
        addGroups(lines.addObject(), pattern.matcher(line));
      }
      return lines;
    };
  }

  private void addGroups(ObjectNode fields, Matcher matcher) {
    if (matcher.matches()) {
      pattern
          .namedGroups()
          .forEach(
              (name, group) -> {
                if (matcher.group(group) != null) {
                  fields.put(name, matcher.group(group));
                }
              });
    }
  }
}
