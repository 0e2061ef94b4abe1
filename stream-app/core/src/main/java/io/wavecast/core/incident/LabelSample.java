package io.wavecast.core.incident;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How common each label value is among the known series, from a uniform sample of them: those with
 * the smallest hashes (bottom-k sketch). It is bounded, and does not depend on the order in which
 * series are seen or how often. Not thread-safe.
 */
final class LabelSample {
  static final int SIZE = 512;

  private final TreeMap<Long, List<String>> sample = new TreeMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Takes a series.
   *
   * @param labels as {@code name=value}
   */
  void add(long hash, List<String> labels) {
    if (sample.size() >= SIZE && hash > sample.lastKey()) {
      return;
    }
    List<String> before = sample.put(hash, labels);
    if (labels.equals(before)) {
      return;
    }
    count(before == null ? List.of() : before, -1);
    count(labels, 1);
    if (sample.size() > SIZE) {
      count(sample.pollLastEntry().getValue(), -1);
    }
  }

  /** Forgets the larger half of the hashes, but never the last one. */
  void halve() {
    for (int n = sample.size() / 2; n > 0; n--) {
      count(sample.pollLastEntry().getValue(), -1);
    }
  }

  private void count(List<String> labels, int change) {
    labels.forEach(label -> counts.merge(label, change, (a, b) -> a + b == 0 ? null : a + b));
  }

  Map<Long, List<String>> entries() {
    return sample;
  }

  /**
   * How informative each label value is: ln(1 / share of the series that have it), at least 0. A
   * fault's own members do not count, or a fault would make its label common.
   *
   * @param members of the faults at hand
   */
  Information without(Collection<Member> members) {
    Map<String, Integer> own = new HashMap<>();
    int n = sample.size();
    for (Member member : members) {
      List<String> labels = sample.get(member.hash());
      if (labels != null) {
        n--;
        labels.forEach(label -> own.merge(label, 1, Integer::sum));
      }
    }
    int others = n;
    return label -> {
      int having = counts.getOrDefault(label, 0) - own.getOrDefault(label, 0);
      return StrictMath.log((others + 1) / (having + 0.5));
    };
  }

  /** ln(1 / share) of a label value. */
  interface Information {
    double of(String label);
  }
}
