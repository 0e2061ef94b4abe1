package io.wavecast.config;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.schemas.forecast.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds patterns of alert rules that look like labels, but name none that a series can have. */
public final class RulePatterns {
  /** A name as other systems have them, such as {@code k8s.io/app}, and what it must be. */
  private static final Pattern LABEL = Pattern.compile("([\\w./-]+)=.+");

  private RulePatterns() {}

  /** A line for each such pattern: its rule, and what it is taken for. */
  public static List<String> warnings(Settings settings) {
    List<String> lines = new ArrayList<>();
    for (AlertRule rule : PipelineSettings.alerts(settings).rules()) {
      for (String part : rule.series().text().split("[,&]", -1)) {
        Matcher label = LABEL.matcher(part);
        if (label.matches() && !Labels.isName(label.group(1))) {
          lines.add(warning(rule, part, label.group(1)));
        }
      }
    }
    return lines;
  }

  private static String warning(AlertRule rule, String part, String name) {
    String rest =
        rule.series().labels().containsKey(name)
            ? "matches no series, since the name '%s' is reserved".formatted(name)
            : "is a pattern of keys and not of a label, whose name has letters, digits and _ only";
    return "%s: '%s' of alert rule '%s' %s"
        .formatted(AlertKeys.RULES.name(), part, rule.name(), rest);
  }
}
