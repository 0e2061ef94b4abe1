package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.wavecast.core.text.LinearPatterns;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.List;
import java.util.Map;

/**
 * Lines of text. Each becomes an object of the groups that a pattern names; a line that is not as
 * the pattern says is an error.
 *
 * @param pattern must match all of a line; has at least one named group
 */
public record TextFormat(Pattern pattern) implements ValueFormat {
  /**
   * @throws IllegalArgumentException when the text is no such pattern or has more than 1000
   *     characters
   */
  public static TextFormat of(String text) {
    Pattern pattern = LinearPatterns.compile("pattern", text);
    if (pattern.namedGroups().isEmpty()) {
      throw new IllegalArgumentException(
          "pattern must have a named group such as (?<value>...), got: '" + text + "'");
    }
    return new TextFormat(pattern);
  }

  @Override
  public boolean hasLines() {
    return true;
  }

  @Override
  public List<String> fields() {
    return pattern.namedGroups().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public ValueReader open() {
    return ValueText.reader(this::addLine);
  }

  private void addLine(ArrayNode lines, String line) {
    Matcher matcher = pattern.matcher(line);
    if (matcher.matches()) {
      addGroups(lines.addObject(), matcher);
    } else {
      lines.addPOJO(new BadRecordException(Reason.MALFORMED, "line does not match the pattern"));
    }
  }

  private void addGroups(ObjectNode fields, Matcher matcher) {
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
