package io.wavecast.core.stream;

import io.wavecast.core.text.Glob;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Topics that are read by what their names look like, also those that are created later. Immutable.
 *
 * @param included what a name must match one of; empty: there are no such topics
 * @param excluded what a name must not match any of
 */
public record TopicPattern(List<Glob> included, List<Glob> excluded) implements Serializable {
  /** No topic. */
  public static final TopicPattern NONE = new TopicPattern(List.of(), List.of());

  /** How often engines look for topics that have been created. */
  public static final Duration DISCOVERY = Duration.ofSeconds(30);

  private static final String ALLOWED = "[a-zA-Z0-9._*?-]{1,249}";

  public TopicPattern {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /** Whether what names a topic is a pattern: it has {@code *} or {@code ?}. */
  public static boolean isPattern(String topic) {
    return topic.indexOf('*') >= 0 || topic.indexOf('?') >= 0;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when no topic can have such a name
   */
  public static Glob glob(String pattern) {
    if (!pattern.matches(ALLOWED)) {
      throw new IllegalArgumentException(
          "pattern of topics must have 1..249 of the characters a-z A-Z 0-9 . _ - * ?, got: '"
              + pattern
              + "'");
    }
    return new Glob(pattern);
  }

  /** Whether there are no topics by patterns. */
  public boolean isNone() {
    return included.isEmpty();
  }

  /** Whether a topic is one of these. */
  public boolean matches(String topic) {
    return included.stream().anyMatch(glob -> glob.matches(topic))
        && excluded.stream().noneMatch(glob -> glob.matches(topic));
  }

  /**
   * The expression of these topics, for clients that subscribe by one. It must match all of a name.
   *
   * @param names further topics, which it matches too
   */
  public Pattern expression(Collection<String> names) {
    List<String> choices = new ArrayList<>(names.stream().map(Pattern::quote).toList());
    String except = excluded.isEmpty() ? "" : "(?!(?:" + alternatives(excluded) + ")$)";
    choices.add(except + "(?:" + alternatives(included) + ")");
    return Pattern.compile(String.join("|", choices));
  }

  private static String alternatives(List<Glob> globs) {
    return globs.stream().map(TopicPattern::expression).collect(Collectors.joining("|"));
  }

  private static String expression(Glob glob) {
    StringBuilder expression = new StringBuilder();
    for (char c : glob.pattern().toCharArray()) {
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)));
    }
    return expression.toString();
  }

  /** What the names begin with that a pattern matches, one for each; empty where it is anything. */
  public List<String> prefixes() {
    return included.stream().map(glob -> glob.pattern().replaceFirst("[*?].*", "")).toList();
  }
}
