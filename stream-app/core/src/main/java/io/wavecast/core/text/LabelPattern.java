package io.wavecast.core.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the labels of a series stand in its key: a regular expression with named groups, e.g. {@code
 * (?<service>[^.]+)\.(?<zone>[^.]+)\..*}. Matching takes time linear in the key (RE2/J), so that no
 * pattern can stop a stream.
 *
 * @param pattern must match all of a key; one without named groups gives no labels
 */
public record LabelPattern(Pattern pattern) implements Serializable {
  /** No series has labels. */
  public static final LabelPattern NONE = new LabelPattern(Pattern.compile(""));

  private static final int MAX_LABELS = 16;

  /** Alertmanager identifies an alert by these. */
  private static final Set<String> RESERVED =
      Set.of("alertname", "application", "incident", "series", "severity");

  /**
   * @throws IllegalArgumentException when the text is no such expression, is too long, has no named
   *     group or too many, or uses a reserved name
   */
  public static LabelPattern of(String text) {
    Pattern pattern = LinearPatterns.compile("pattern of labels", text);
    Set<String> names = pattern.namedGroups().keySet();
    if (names.isEmpty() || names.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "pattern of labels must have 1.." + MAX_LABELS + " named groups, got: " + names.size());
    }
    for (String name : names) {
      if (RESERVED.contains(name) || !name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw new IllegalArgumentException(
            "name of a label must be letters, digits and _, and none of "
                + RESERVED.stream().sorted().toList()
                + ", got: "
                + name);
      }
    }
    return new LabelPattern(pattern);
  }

  /** The labels of a series by name; none when its key is not as the pattern says. */
  public Map<String, String> labels(String series) {
    Map<String, Integer> groups = pattern.namedGroups();
    if (groups.isEmpty()) {
      return Map.of();
    }
    Matcher matcher = pattern.matcher(series);
    if (!matcher.matches()) {
      return Map.of();
    }
    Map<String, String> labels = new TreeMap<>();
    groups.forEach(
        (name, group) -> {
          String value = matcher.group(group);
          if (value != null && !value.isEmpty()) {
            labels.put(name, value);
          }
        });
    return labels;
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
