package io.wavecast.core.forecast.deviation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015): a detection inside a window
 * counts the more the earlier it is, one outside counts against the series, and one threshold is
 * chosen for all series, the best.
 */
final class NabScore {
  /** Weights of the standard profile, of few false positives, and of few false negatives. */
  static final double[][] PROFILES = {{0.11, 1}, {0.22, 1}, {0.11, 2}};

  private static final double MAX_TP = sigmoid(-1);

  /**
   * @param score 0 detects nothing, 100 is perfect
   * @param threshold at which it is reached
   * @param found windows found
   * @param windows windows in all
   * @param falsePositives detections outside windows
   */
  record Result(double score, double threshold, int found, int windows, int falsePositives) {}

  private record Change(double at, double delta, int found, int wrong) {}

  /** Scores detections (0 or higher, one an observation) of several series under one profile. */
  static Result of(List<Labelled> series, List<double[]> scores, double[] profile) {
    List<Change> changes = new ArrayList<>();
    int windows = 0;
    for (int i = 0; i < series.size(); i++) {
      windows += changes(series.get(i).windows(), scores.get(i), profile, changes);
    }
    changes.sort((a, b) -> Double.compare(b.at, a.at));
    double base = -windows * profile[1];
    double total = base;
    int found = 0;
    int wrong = 0;
    Result best = new Result(0, Double.POSITIVE_INFINITY, 0, windows, 0);
    for (int i = 0; i < changes.size(); i++) {
      Change c = changes.get(i);
      total += c.delta;
      found += c.found;
      wrong += c.wrong;
      boolean last = i + 1 == changes.size() || changes.get(i + 1).at < c.at;
      double score = 100 * (total - base) / (windows - base);
      if (last && score > best.score) {
        best = new Result(score, c.at, found, windows, wrong);
      }
    }
    return best;
  }

  private static int changes(
      List<int[]> windows, double[] scores, double[] profile, List<Change> changes) {
    int n = scores.length;
    int probation = Math.min((int) (0.15 * n), 750);
    Map<Integer, List<double[]>> inside = new HashMap<>();
    int next = 0;
    int[] previous = null;
    for (int i = 0; i < n; i++) {
      if (next < windows.size() && i > windows.get(next)[1]) {
        previous = windows.get(next++);
      }
      if (i < probation) {
        continue;
      }
      if (next < windows.size() && i >= windows.get(next)[0]) {
        int[] w = windows.get(next);
        double length = w[1] - w[0] + 1;
        double value = sigmoid(-(w[1] - i + 1) / length) / MAX_TP;
        inside.computeIfAbsent(next, k -> new ArrayList<>()).add(new double[] {scores[i], value});
      } else {
        double far =
            previous == null
                ? -1
                : sigmoid((i - previous[1]) / Math.max(1.0, previous[1] - previous[0]));
        changes.add(new Change(scores[i], far * profile[0], 0, 1));
      }
    }
    for (List<double[]> hits : inside.values()) {
      hits.sort((a, b) -> Double.compare(b[0], a[0]));
      double best = -profile[1];
      for (double[] hit : hits) {
        if (hit[1] > best) {
          changes.add(new Change(hit[0], hit[1] - best, best == -profile[1] ? 1 : 0, 0));
          best = hit[1];
        }
      }
    }
    return inside.size();
  }

  private static double sigmoid(double x) {
    return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
  }

  private NabScore() {}
}
