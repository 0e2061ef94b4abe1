package io.wavecast.core.incident;

import java.util.List;

/**
 * How often two series have been members of one incident: a count-min sketch of fixed size, whose
 * counts are too high at worst (Cormode and Muthukrishnan, 2005). Not thread-safe.
 */
final class CoOccurrence {
  static final int ROWS = 2;
  static final int COLUMNS = 4096;

  /** Members of an incident that are looked at: the first ones, so that pairs stay few. */
  static final int LEADING = 12;

  private static final int MAX = 255;

  private final byte[] counts;

  CoOccurrence(byte[] counts) {
    if (counts.length != ROWS * COLUMNS) {
      throw new IllegalArgumentException(
          "counts must have " + ROWS * COLUMNS + " bytes, got: " + counts.length);
    }
    this.counts = counts;
  }

  /** The counts; shared. */
  byte[] counts() {
    return counts;
  }

  /** Counts each pair of an incident's leading members. */
  void learn(List<Member> members) {
    int n = Math.min(members.size(), LEADING);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        add(SeriesHash.ofPair(members.get(i).hash(), members.get(j).hash()));
      }
    }
  }

  /** How often a series has been seen with any of an incident's leading members. */
  int with(Member one, List<Member> members) {
    int most = 0;
    for (Member other : members.subList(0, Math.min(members.size(), LEADING))) {
      most = Math.max(most, count(SeriesHash.ofPair(one.hash(), other.hash())));
    }
    return most;
  }

  private void add(long pair) {
    for (int row = 0; row < ROWS; row++) {
      int at = index(pair, row);
      counts[at]++;
      if (Byte.toUnsignedInt(counts[at]) == MAX) {
        halve();
      }
    }
  }

  /** Forgets slowly. */
  private void halve() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (byte) (Byte.toUnsignedInt(counts[i]) / 2);
    }
  }

  private int count(long pair) {
    int least = MAX;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, Byte.toUnsignedInt(counts[index(pair, row)]));
    }
    return least;
  }

  private static int index(long pair, int row) {
    return row * COLUMNS + (int) ((pair >>> (row * Integer.SIZE)) & (COLUMNS - 1));
  }
}
