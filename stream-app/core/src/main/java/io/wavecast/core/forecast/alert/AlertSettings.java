package io.wavecast.core.forecast.alert;

import java.io.Serializable;
import java.util.List;

/**
 * Which series alerts when.
 *
 * @param rules the first whose pattern a series fits is its rule; where none fits, {@link
 *     AlertRule#DEFAULT} is
 */
public record AlertSettings(List<AlertRule> rules) implements Serializable {
  public static final AlertSettings DEFAULT = new AlertSettings(List.of());

  public AlertSettings {
    rules = List.copyOf(rules);
    if (rules.stream().map(AlertRule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException(
          "alert rules must have different names, got: "
              + rules.stream().map(AlertRule::name).toList());
    }
  }

  AlertRule ruleOf(String series) {
    for (AlertRule rule : rules) {
      if (rule.series().matches(series)) {
        return rule;
      }
    }
    return AlertRule.DEFAULT;
  }
}
