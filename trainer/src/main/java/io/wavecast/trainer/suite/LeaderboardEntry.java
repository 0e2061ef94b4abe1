package io.wavecast.trainer.suite;

import java.util.Arrays;
import java.util.List;

/**
 * One entry of the leaderboard.
 *
 * @param group its table
 * @param title for people
 * @param recipe the recipe that is trained
 * @param measure what counts
 * @param marks figures to compare with, the better first: on the validation set in the notebook's
 *     tables, on the test set in the others; none when empty
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
    SAME_SERIES("Beyond the notebook, on its 7,000 series"),
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

  /** The measure. */
  public enum Measure {
    /** The squared error of what the network was trained to say. */
    SCORE,
    /** The squared error over ten values, fed its own forecasts. */
    AHEAD
  }

  static LeaderboardEntry of(Group group, String title, String recipe, Double... marks) {
    return new LeaderboardEntry(group, title, recipe, Measure.SCORE, Arrays.asList(marks));
  }
}
