package io.wavecast.trainer.mixture;

import java.util.List;

/**
 * Things that are drawn in proportion to their weights. Thread-safe.
 *
 * @param all at least one
 */
record Choice<T>(List<Weighted<T>> all) {

  /** A thing and its weight, above 0. */
  record Weighted<T>(double weight, T thing) {}

  Choice {
    all = List.copyOf(all);
  }

  /** The sum of the weights. */
  double total() {
    return all.stream().mapToDouble(Weighted::weight).sum();
  }

  T draw(RandomDraws draws) {
    double place = draws.unit() * total();
    for (Weighted<T> each : all) {
      place -= each.weight();
      if (place < 0) {
        return each.thing();
      }
    }
    return all.get(all.size() - 1).thing();
  }
}
