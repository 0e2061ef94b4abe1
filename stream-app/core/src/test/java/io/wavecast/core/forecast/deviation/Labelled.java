package io.wavecast.core.forecast.deviation;

import java.util.ArrayList;
import java.util.List;

/**
 * A series in which something unusual happens at known places.
 *
 * @param name its kind and number
 * @param times ms since the epoch
 * @param values as many
 * @param windows [from, to] indices, both included, around each unusual event
 */
record Labelled(String name, long[] times, double[] values, List<int[]> windows) {

  /** Windows of a tenth of the series in all, each around one event, as NAB has them. */
  static List<int[]> windowsAround(List<Integer> events, int n) {
    List<int[]> windows = new ArrayList<>();
    int half = events.isEmpty() ? 0 : n / 20 / events.size();
    for (int at : events) {
      windows.add(new int[] {Math.max(0, at - half), Math.min(n - 1, at + half)});
    }
    return windows;
  }
}
