package io.wavecast.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of metrics and labels in a PromQL expression. Not a parser: `promtool` checks the
 * grammar.
 */
public final class PromQl {
  private static final Pattern STRING =
      Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+\\w+");
  private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern LABEL_IN_SELECTOR = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*(?=\\s*(\\(?))");
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "offset",
          "inf",
          "nan");

  private final Set<String> metrics = new TreeSet<>();
  private final Set<String> labels = new TreeSet<>();

  public PromQl(String expr) {
    String rest = STRING.matcher(expr).replaceAll("\"\"");
    rest = RANGE.matcher(rest).replaceAll("");
    rest = OFFSET.matcher(rest).replaceAll("");
    Matcher selector = SELECTOR.matcher(rest);
    while (selector.find()) {
      Matcher label = LABEL_IN_SELECTOR.matcher(selector.group(1));
      while (label.find()) {
        labels.add(label.group(1));
      }
    }
    rest = SELECTOR.matcher(rest).replaceAll(" ");
    Matcher grouping = GROUPING.matcher(rest);
    while (grouping.find()) {
      for (String label : grouping.group(2).split(",")) {
        if (!label.isBlank()) {
          labels.add(label.trim());
        }
      }
    }
    rest = GROUPING.matcher(rest).replaceAll(" ");
    Matcher name = NAME.matcher(rest);
    while (name.find()) {
      boolean function = name.group(1).equals("(");
      if (!function && !WORDS.contains(name.group().toLowerCase(java.util.Locale.ROOT))) {
        metrics.add(name.group());
      }
    }
  }

  /** Names of metrics and of recording rules. */
  public Set<String> metrics() {
    return metrics;
  }

  /** Names of labels, in selectors and in groupings. */
  public Set<String> labels() {
    return labels;
  }
}
