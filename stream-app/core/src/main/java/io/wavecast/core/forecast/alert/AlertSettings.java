package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.deviation.FalseAlerts;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * When which series alerts.
 *
 * @param rules in order of precedence: the first whose pattern matches a series applies to it, or
 *     {@link AlertRule#DEFAULT} if none does
 * @param falseAlerts how often a healthy series may alert falsely
 */
public record AlertSettings(List<AlertRule> rules, FalseAlerts falseAlerts)
    implements Serializable {
  public static final AlertSettings DEFAULT = new AlertSettings(List.of());

  public AlertSettings {
    rules = List.copyOf(rules);
    if (rules.stream().map(AlertRule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException(
          "alert rules must have different names, got: "
              + rules.stream().map(AlertRule::name).toList());
    }
  }

  /** With the usual rate of false alerts. */
  public AlertSettings(List<AlertRule> rules) {
    this(rules, FalseAlerts.DEFAULT);
  }

  /** Whether a rule looks at labels. */
  public boolean usesLabels() {
    return rules.stream().anyMatch(rule -> rule.series().usesLabels());
  }

  AlertRule ruleOf(String series, Map<String, String> labels) {
    for (AlertRule rule : rules) {
      if (rule.series().matches(series, labels)) {
        return rule;
      }
    }
    return AlertRule.DEFAULT;
  }
}
