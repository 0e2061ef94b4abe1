package io.wavecast.service.cli;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import java.util.function.Consumer;

/** What commands that replay recorded values cannot know of silence. */
final class Silence {
  private Silence() {}

  /** Whether a rule alerts on silence. */
  static boolean matters(AlertSettings rules) {
    return rules.rules().stream().anyMatch(Silence::matters);
  }

  private static boolean matters(AlertRule rule) {
    return rule.staleAfter() != null && !rule.staleAfter().equals(AlertRule.NEVER);
  }

  /** Says up to when silence is known. */
  static void tell(Consumer<String> tell) {
    tell.accept(
        "stale-after is checked by the times of the values: what follows the newest one of a file"
            + " or topic is not known");
  }
}
