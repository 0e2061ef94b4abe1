package io.wavecast.trainer.suite;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.suite.LeaderboardEntry.Group;
import io.wavecast.trainer.suite.LeaderboardEntry.Measure;
import io.wavecast.trainer.suite.LeaderboardRow.RankedRun;
import io.wavecast.trainer.suite.LeaderboardRow.Shown;
import java.util.Collections;
import java.util.List;

/** Rows of a leaderboard for tests. */
final class Rows {
  private static final int H = WindowSet.HORIZON;

  private Rows() {}

  static LeaderboardEntry entry(Group group, Double... marks) {
    return new LeaderboardEntry(group, "LSTM 20-20", "lstm", Measure.SCORE, List.of(marks));
  }

  /** A run whose test series count upwards: the value of row r at step t is 100 r + t. */
  static RankedRun run(long seed, double last, double test) {
    int samples = NotebookSuite.SAMPLES;
    float[] windows = new float[samples * WindowSet.WINDOW];
    float[] futures = new float[samples * H];
    float[] quantiles = new float[samples * H * Head.LEVELS.size()];
    for (int row = 0; row < samples; row++) {
      for (int t = 0; t < WindowSet.EXAMPLE; t++) {
        float[] part = t < WindowSet.WINDOW ? windows : futures;
        int width = t < WindowSet.WINDOW ? WindowSet.WINDOW : H;
        part[row * width + t % WindowSet.WINDOW] = 100 * row + t;
      }
    }
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = i;
    }
    Shown shown =
        new Shown(
            new WindowSet(windows, futures, samples),
            new Predictions(new float[samples * H], quantiles));
    return new RankedRun(
        seed,
        5250,
        last / 2,
        last,
        4 * last,
        test,
        0.9,
        Collections.nCopies(H, test),
        new Curve(
            List.of(
                new Curve.Point(20, 1, 2 * last, 8 * last),
                new Curve.Point(40, 0.5, last, 4 * last))),
        shown,
        shown,
        shown);
  }
}
