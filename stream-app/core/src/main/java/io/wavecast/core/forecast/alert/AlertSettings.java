package io.wavecast.core.forecast.alert;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When which series alerts.
 *
 * @param rules in order of precedence: the first whose pattern matches a series applies to it, or
 *     {@link AlertRule#DEFAULT} if none does
 * @param falseAlerts how often a healthy series may alert falsely
 * @param acceptAfter how long a new level lasts until it is normal, in 1 minute..365 days
 */
public record AlertSettings(List<AlertRule> rules, FalseAlerts falseAlerts, Duration acceptAfter)
    implements Serializable {
  public static final Duration DEFAULT_ACCEPT_AFTER = Duration.ofDays(1);
  public static final AlertSettings DEFAULT = new AlertSettings(List.of());

  public AlertSettings {
    rules = List.copyOf(rules);
    if (rules.stream().map(AlertRule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException(
          "alert rules must have different names, got: "
              + rules.stream().map(AlertRule::name).toList());
    }
  }

  /** With the default rate of false alerts and time of acceptance. */
  public AlertSettings(List<AlertRule> rules) {
    this(rules, FalseAlerts.DEFAULT, DEFAULT_ACCEPT_AFTER);
  }

  /** The same settings with other rules. */
  public AlertSettings withRules(List<AlertRule> other) {
    return new AlertSettings(other, falseAlerts, acceptAfter);
  }

  /** Whether a rule looks at labels. */
  public boolean usesLabels() {
    return rules.stream().anyMatch(rule -> rule.series().usesLabels());
  }

  /** The rule that applies to a series. */
  public AlertRule ruleOf(String series, Map<String, String> labels) {
    for (AlertRule rule : rules) {
      if (rule.series().matches(series, labels)) {
        return rule;
      }
    }
    return AlertRule.DEFAULT;
  }
}
