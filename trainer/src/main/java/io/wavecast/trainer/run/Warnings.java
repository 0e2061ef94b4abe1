package io.wavecast.trainer.run;

import io.wavecast.trainer.export.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Weaknesses of a model that its user should know. */
final class Warnings {
  /** How far coverage may be below the interval's level without a warning. */
  private static final double TOLERATED = 0.1;

  private Warnings() {}

  /**
   * One line each; usually none.
   *
   * @param test accuracy on the test set
   * @param level what the outermost quantiles should hold, in (0, 1)
   * @param naive mean absolute error of repeating the last value on the test set
   * @param windows how many the interval could be widened by
   */
  static List<String> of(Accuracy test, double level, double naive, int windows) {
    List<String> warnings = new ArrayList<>();
    if (test.coverage() < level - TOLERATED) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the %.0f %% interval holds only %.1f %% of the test set (%d windows to validate on)",
              100 * level,
              100 * test.coverage(),
              windows));
    }
    if (test.mae() > naive) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "repeating the last value is better: mean absolute error %.4g on the test set, the"
                  + " model %.4g",
              naive,
              test.mae()));
    }
    return warnings;
  }
}
