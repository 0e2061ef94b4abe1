package io.wavecast.service.cli;

import io.wavecast.core.forecast.alert.AlertSettings;
import java.util.function.Consumer;

/** What commands that replay recorded values do not check: silence, which takes a clock. */
final class Unchecked {
  private Unchecked() {}

  /** Whether a rule alerts on silence. */
  static boolean needsClock(AlertSettings rules) {
    return rules.rules().stream().anyMatch(rule -> rule.staleAfter() != null);
  }

  /** Says that a command does not check silence. */
  static void tell(String command, Consumer<String> tell) {
    tell.accept(command + " does not check stale-after, which needs a clock");
  }
}
