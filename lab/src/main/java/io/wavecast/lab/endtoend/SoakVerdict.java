package io.wavecast.lab.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a service under a constant load needs ever more: the trends of its memory, heap, threads
 * and descriptors after the warm-up.
 *
 * @param memoryShare largest growth of memory and heap that counts as none, by their size
 * @param longestLag observations that may lack their forecasts at any row
 */
record SoakVerdict(double memoryShare, double longestLag) {
  /** Noise of resident memory, whatever its size, MiB. */
  private static final double RESIDENT_NOISE = 16;

  /** Noise of the heap after a collection, MiB. */
  private static final double HEAP_NOISE = 8;

  /** Compilers, idle connections and files of stores come and go. */
  private static final double COUNT_SHARE = 0.05;

  private static final double COUNT_NOISE = 3;

  /**
   * Prints the trends.
   *
   * @param rows after the warm-up, at equal distances, at least two
   * @return what is wrong; empty if nothing is
   */
  List<String> failures(List<SoakRow> rows) {
    List<String> failures = new ArrayList<>();
    check("resident MiB", rows, SoakRow::resident, memoryShare, RESIDENT_NOISE, failures);
    check("heap MiB", rows, SoakRow::heap, memoryShare, HEAP_NOISE, failures);
    check("threads", rows, SoakRow::threads, COUNT_SHARE, COUNT_NOISE, failures);
    check("descriptors", rows, SoakRow::descriptors, COUNT_SHARE, COUNT_NOISE, failures);
    long lag = rows.stream().mapToLong(SoakRow::lag).max().orElse(0);
    System.out.printf("largest lag: %,d observations (limit %,.0f)%n", lag, longestLag);
    if (lag > longestLag) {
      failures.add("lag of %,d observations (limit %,.0f)".formatted(lag, longestLag));
    }
    return failures;
  }

  private static void check(
      String name,
      List<SoakRow> rows,
      ToDoubleFunction<SoakRow> figure,
      double share,
      double noise,
      List<String> failures) {
    Trend trend = Trend.of(rows.stream().map(figure::applyAsDouble).toList());
    double limit = trend.limit(share, noise);
    System.out.println(trend.text(name, limit));
    if (trend.growth() > limit) {
      failures.add("not flat, " + trend.text(name, limit));
    }
  }
}
