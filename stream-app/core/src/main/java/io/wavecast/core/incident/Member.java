package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import java.util.Comparator;
import java.util.List;

/**
 * A series that has begun to alert.
 *
 * @param series its key
 * @param hash of the key
 * @param since when it began to alert, ms since the epoch
 * @param started when it left OK, ms since the epoch
 * @param labels as {@code name=value}, sorted; {@link #UNLABELLED} alone where it has none
 */
record Member(String series, long hash, long since, long started, List<String> labels) {
  /** Without labels, that series begin to alert together is all that is known. */
  static final String UNLABELLED = "";

  /** The first mover comes first. */
  static final Comparator<Member> FIRST_MOVER =
      Comparator.comparingLong(Member::started)
          .thenComparingLong(Member::since)
          .thenComparing(Member::series);

  Member {
    labels = List.copyOf(labels);
  }

  static Member of(Alert alert) {
    List<String> labels =
        alert.labels().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return new Member(
        alert.series(),
        SeriesHash.of(alert.series()),
        alert.since(),
        alert.started(),
        labels.isEmpty() ? List.of(UNLABELLED) : labels);
  }
}
