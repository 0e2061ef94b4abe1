package io.wavecast.trainer.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** Series of a family over many seeds, and what they are like. */
final class Sampled {
  static final int DRAWS = 4000;

  private Sampled() {}

  /** Series of the seeds whose first draw, which chooses the kind, passes. */
  static List<double[]> series(Family family, DoublePredicate kind) {
    List<double[]> all = new ArrayList<>();
    for (long seed = 0; seed < DRAWS; seed++) {
      if (kind.test(new RandomDraws(seed).unit())) {
        all.add(family.draw(new RandomDraws(seed)));
      }
    }
    return all;
  }

  static double correlation(double[] s, int lag) {
    double mean = Arrays.stream(s).average().orElseThrow();
    double unit = Series.unit(s);
    return IntStream.range(lag, s.length)
        .mapToDouble(t -> (s[t] - mean) * (s[t - lag] - mean) / (unit * unit))
        .average()
        .orElseThrow();
  }
}
