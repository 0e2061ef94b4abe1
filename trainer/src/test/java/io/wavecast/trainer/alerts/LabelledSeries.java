package io.wavecast.trainer.alerts;

import java.time.Instant;
import java.util.List;

/**
 * A regular series whose anomalies are known. The values are shared, not copied: do not change
 * them.
 *
 * @param kind the kind of series
 * @param name unique among all kinds
 * @param step seconds between two values
 * @param values the first is of {@link #EPOCH}
 * @param anomalies in order of time; they may touch or overlap
 * @param ignored where an alert is neither right nor wrong
 */
public record LabelledSeries(
    String kind,
    String name,
    int step,
    float[] values,
    List<Labelled> anomalies,
    List<Span> ignored) {
  /** Time of the first value, a Monday. */
  public static final Instant EPOCH = Instant.parse("2026-03-02T00:00:00Z");

  /**
   * An anomaly.
   *
   * @param span its values
   * @param what the name of its kind
   */
  public record Labelled(Span span, String what) {}

  public LabelledSeries {
    anomalies = List.copyOf(anomalies);
    ignored = List.copyOf(ignored);
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** Time of a value, ms since the epoch. */
  public long timeAt(int index) {
    return EPOCH.toEpochMilli() + 1000L * step * index;
  }

  /** The index of the value nearest to a time, ms since the epoch. */
  int indexAt(long time) {
    return (int) Math.rint((time - EPOCH.toEpochMilli()) / 1000.0 / step);
  }
}
