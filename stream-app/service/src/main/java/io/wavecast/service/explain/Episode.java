package io.wavecast.service.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts of one series by different rules that overlap in time: the same thing, found by some of
 * them.
 *
 * @param findings by begin, at least one
 */
public record Episode(List<Finding> findings) {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::series).thenComparingLong(Finding::begin);

  public Episode {
    findings = List.copyOf(findings);
  }

  /** The episodes of some alerts, by series, then by time. */
  static List<Episode> of(List<Finding> findings) {
    List<Episode> episodes = new ArrayList<>();
    List<Finding> same = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (Finding each : findings.stream().sorted(ORDER).toList()) {
      boolean joins =
          !same.isEmpty() && each.series().equals(same.get(0).series()) && each.begin() <= end;
      if (!joins && !same.isEmpty()) {
        episodes.add(new Episode(same));
        same.clear();
      }
      end = joins ? Math.max(end, each.end()) : each.end();
      same.add(each);
    }
    if (!same.isEmpty()) {
      episodes.add(new Episode(same));
    }
    return episodes;
  }

  public String series() {
    return findings.get(0).series();
  }

  /** When the first rule spoke, ms since the epoch. */
  public long begin() {
    return findings.get(0).begin();
  }

  /** When the last alert ended, ms since the epoch. */
  public long end() {
    return findings.stream().mapToLong(Finding::end).max().orElseThrow();
  }

  /** What the rules in force said; what the first one said where they found nothing. */
  public Finding spokesman() {
    return findings.stream()
        .filter(f -> f.candidate().equals(Candidate.IN_FORCE))
        .findFirst()
        .orElse(findings.get(0));
  }
}
