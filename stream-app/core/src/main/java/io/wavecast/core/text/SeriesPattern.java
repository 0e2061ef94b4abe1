package io.wavecast.core.text;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which series something is for: a pattern of their keys, patterns of their labels, or both, the
 * key first: {@code web.*}, {@code service=checkout}, {@code web.*,service=checkout,zone=eu-*}. All
 * of them must hold; a series without a label matches no pattern of it. {@code &} may stand for the
 * comma. A text without a label is the pattern of the key as it is, with its commas.
 *
 * @param text as written
 * @param key pattern of the key
 * @param labels pattern of each label, by its name
 */
public record SeriesPattern(String text, Glob key, Map<String, Glob> labels)
    implements Serializable {
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=(.*)");

  /** Every series. */
  public static final SeriesPattern ALL = of("*");

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is empty, has two patterns of a label, or a pattern of
   *     the key that is not the first
   */
  public static SeriesPattern of(String text) {
    String[] parts = text.split("[,&]", -1);
    if (!hasLabel(parts)) {
      return new SeriesPattern(text, new Glob(text), Map.of());
    }
    Glob key = Glob.ALL;
    Map<String, Glob> labels = new TreeMap<>();
    for (int i = 0; i < parts.length; i++) {
      Matcher label = LABEL.matcher(parts[i]);
      if (!label.matches() && i == 0) {
        key = new Glob(parts[i]);
      } else if (!label.matches() || label.group(2).isEmpty()) {
        throw new IllegalArgumentException(
            "pattern of series must be a pattern of keys, then labels such as zone=eu-*, got: '%s'"
                .formatted(text));
      } else if (labels.put(label.group(1), new Glob(label.group(2))) != null) {
        throw new IllegalArgumentException(
            "pattern of series must name label '%s' once, got: '%s'"
                .formatted(label.group(1), text));
      }
    }
    return new SeriesPattern(text, key, Collections.unmodifiableMap(labels));
  }

  private static boolean hasLabel(String[] parts) {
    for (String part : parts) {
      if (LABEL.matcher(part).matches()) {
        return true;
      }
    }
    return false;
  }

  /** The text of a pattern that matches a key, even one that looks like labels. */
  public static String ofKey(String key) {
    return hasLabel(key.split("[,&]", -1)) ? key.replace('=', '?') : key;
  }

  /** Whether it looks at labels. */
  public boolean usesLabels() {
    return !labels.isEmpty();
  }

  /** Whether it surely matches every series that another one does. */
  public boolean covers(SeriesPattern other) {
    boolean isSure = !key.pattern().contains("?") || !other.key.pattern().contains("*");
    return isSure
        && key.matches(other.key.pattern())
        && other.labels.entrySet().containsAll(labels.entrySet());
  }

  /**
   * Whether a series is as the pattern says.
   *
   * @param series its key
   * @param given its labels by name; they do not matter where {@link #usesLabels} is false
   */
  public boolean matches(String series, Map<String, String> given) {
    return key.matches(series) && (labels.isEmpty() || matches(given));
  }

  private boolean matches(Map<String, String> given) {
    for (Map.Entry<String, Glob> label : labels.entrySet()) {
      String value = given.get(label.getKey());
      if (value == null || !label.getValue().matches(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
