package io.wavecast.lab.notebook;

import java.util.Arrays;
import java.util.List;

/**
 * One entry of the leaderboard.
 *
 * @param group its table
 * @param title for people
 * @param recipe the recipe that is trained
 * @param measure what counts
 * @param marks figures to compare with: in the notebook's tables its own, then that of its author's
 *     re-run, both on the validation set; in the others a goal on the test set; none when empty
 */
public record LeaderboardEntry(
    Group group, String title, String recipe, Measure measure, List<Double> marks) {
  public LeaderboardEntry {
    marks = List.copyOf(marks);
  }

  /** The tables. */
  public enum Group {
    ONE_STEP("One step ahead"),
    TEN_STEPS("Ten steps ahead"),
    SEQUENCES("Sequence to sequence"),
    AS_PRINTED("As the notebook prints it"),
    SAME_SERIES("Beyond the notebook, on its 7,000 series, smoothed as sums of two waves"),
    NEW_SERIES("Beyond the notebook, on new series in each batch");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** The table's headline. */
    public String title() {
      return title;
    }

    /** True when the marks are the notebook's, measured on the validation set at the last epoch. */
    public boolean isFromNotebook() {
      return compareTo(SAME_SERIES) < 0;
    }
  }

  /** The measure, and the figures of a run that hold it. */
  public enum Measure {
    /** The squared error of what the network was trained to say. */
    SCORE("valid_score", "valid_score_last", "test_score"),
    /** The squared error over ten values, fed its own forecasts. */
    AHEAD("valid_mse", "valid_mse", "test_mse"),
    /** The same in a window that grows, as in the notebook. */
    GROWING("valid_mse_growing", "valid_mse_growing", "test_mse_growing");

    private final String best;
    private final String last;
    private final String test;

    Measure(String best, String last, String test) {
      this.best = best;
      this.last = last;
      this.test = test;
    }

    /** On the validation set, with the weights that were kept. */
    String best() {
      return best;
    }

    /** On the validation set, at the last epoch. */
    String last() {
      return last;
    }

    /** On the test set, with the weights that were kept. */
    String test() {
      return test;
    }
  }

  static LeaderboardEntry of(Group group, String title, String recipe, Double... marks) {
    return new LeaderboardEntry(group, title, recipe, Measure.SCORE, Arrays.asList(marks));
  }
}
