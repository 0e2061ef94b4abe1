package io.wavecast.service.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When series have values, apart from gaps. Not thread-safe. */
final class ValueTimes {
  /** Usual steps of a series that are a pause. If they are longer than a day, they are a gap. */
  private static final int GAP = 10;

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** By series: its values since its last gap. */
  private final Map<String, Covered> covered = new HashMap<>();

  /** By series: its values before gaps. */
  private final Map<String, List<Covered>> before = new HashMap<>();

  private long values;

  /** Number and times of values without a gap, ms since the epoch. */
  private record Covered(long values, long first, long last) {
    /** Whether there is a gap before a time: {@value #GAP} of the usual steps and over a day. */
    boolean endsBefore(long time) {
      return values > 1 && time - last > Math.max(DAY_MS, GAP * ((last - first) / (values - 1)));
    }
  }

  /**
   * Takes the next value of a series.
   *
   * @param time ms since the epoch
   */
  void add(String series, long time) {
    Covered until = covered.get(series);
    boolean isAfterGap = until != null && until.endsBefore(time);
    if (until != null && isAfterGap) {
      before.computeIfAbsent(series, key -> new ArrayList<>()).add(until);
    }
    covered.put(
        series,
        until == null || isAfterGap
            ? new Covered(1, time, time)
            : new Covered(until.values + 1, until.first, time));
    values++;
  }

  /** Number of values. */
  long values() {
    return values;
  }

  /** By series, when it has values. */
  Map<String, OwnTime> own() {
    Map<String, OwnTime> own = new HashMap<>();
    covered.forEach((series, newest) -> own.put(series, own(series, newest)));
    return own;
  }

  private OwnTime own(String series, Covered newest) {
    List<Covered> all = new ArrayList<>(before.getOrDefault(series, List.of()));
    all.add(newest);
    long ms = all.stream().mapToLong(each -> each.last - each.first).sum();
    long steps = all.stream().mapToLong(each -> each.values - 1).sum();
    return new OwnTime((double) ms / DAY_MS, steps == 0 ? 0 : ms / steps);
  }

  /** Time within which at least one series has values, without gaps, in days. */
  double days() {
    List<Covered> byBegin =
        Stream.concat(before.values().stream().flatMap(List::stream), covered.values().stream())
            .sorted(Comparator.comparingLong(Covered::first))
            .toList();
    long sum = 0;
    long end = Long.MIN_VALUE;
    for (Covered each : byBegin) {
      sum += Math.max(0, each.last - Math.max(each.first, end));
      end = Math.max(end, each.last);
    }
    return (double) sum / DAY_MS;
  }
}
