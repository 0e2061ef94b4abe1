package io.wavecast.lab.notebook;

import io.wavecast.lab.notebook.LeaderboardEntry.Group;
import io.wavecast.lab.notebook.LeaderboardEntry.Measure;
import io.wavecast.lab.notebook.LeaderboardRow.RankedRun;
import io.wavecast.trainer.data.WindowSet;
import java.util.Collections;
import java.util.List;

/** Rows of a leaderboard for tests. */
final class Rows {
  private Rows() {}

  static LeaderboardEntry entry(Group group, Double... marks) {
    return new LeaderboardEntry(group, "LSTM 20-20", "lstm", Measure.SCORE, List.of(marks));
  }

  static RankedRun run(long seed, double last, double test) {
    return new RankedRun(
        seed,
        5250,
        last / 2,
        last,
        4 * last,
        test,
        0.9,
        Collections.nCopies(WindowSet.HORIZON, test));
  }
}
