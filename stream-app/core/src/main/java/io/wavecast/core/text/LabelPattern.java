package io.wavecast.core.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.wavecast.schemas.forecast.Labels;
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

  /**
   * Reads an expression in the syntax of RE2 whose named groups are labels.
   *
   * @throws IllegalArgumentException when the text is no such expression, is too long, has no named
   *     group or too many, or uses a reserved name
   */
  public static LabelPattern of(String text) {
    Pattern pattern = LinearPatterns.compile("pattern of labels", text);
    Set<String> names = pattern.namedGroups().keySet();
    if (names.isEmpty() || names.size() > Labels.MAX) {
      throw new IllegalArgumentException(
          "pattern of labels must have 1.." + Labels.MAX + " named groups, got: " + names.size());
    }
    names.forEach(Labels::checkName);
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

  /**
   * All labels of a series.
   *
   * @param own what it has beside those in its key, by name; of the same name, these apply
   */
  public Map<String, String> labels(String series, Map<String, String> own) {
    Map<String, String> inKey = labels(series);
    if (inKey.isEmpty()) {
      return own;
    }
    inKey.putAll(own);
    return inKey;
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
