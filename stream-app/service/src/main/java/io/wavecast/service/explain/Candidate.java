package io.wavecast.service.explain;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that are compared with others.
 *
 * @param name for people, different from those of the others
 * @param text its rule in one line, or the names of the rules in force
 * @param settings the rules
 */
public record Candidate(String name, String text, AlertSettings settings) {
  /** What the rules in force are called. */
  public static final String IN_FORCE = "in force";

  /** The rules in force. */
  public static Candidate inForce(AlertSettings settings) {
    List<String> names = settings.rules().stream().map(AlertRule::name).toList();
    return new Candidate(
        IN_FORCE,
        names.isEmpty() ? "no rule: a score above 1" : "rules " + String.join(", ", names),
        settings);
  }

  /**
   * The rules in force with one more before them. One of the same name is replaced.
   *
   * @param line the rule, as {@link RuleText} reads it
   * @throws IllegalArgumentException when it is none
   */
  public static Candidate with(String line, AlertSettings settings) {
    AlertRule rule = RuleText.read(line);
    if (rule.name().equals(IN_FORCE)) {
      throw new IllegalArgumentException("a rule cannot have the name '" + IN_FORCE + "'");
    }
    List<AlertRule> rules = new ArrayList<>(List.of(rule));
    settings.rules().stream().filter(r -> !r.name().equals(rule.name())).forEach(rules::add);
    return new Candidate(rule.name(), line, settings.withRules(rules));
  }
}
