package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The results layout of the Numenta Anomaly Benchmark: {@code timestamp,value,anomaly_score,label},
 * one row per row of the file, dropped ones included. A score s becomes s / (0.75 + s), so that the
 * border of what is usual becomes 0.5: the benchmark asks for every early sign, alerts for more. A
 * deviation that is not a peak has score 0. The label is always 0, as the benchmark adds it.
 */
final class NabReplayWriter extends TextReplayWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Deque<Observation> unscored = new ArrayDeque<>();
  private long scored = -1;

  NabReplayWriter(OutputStream out) {
    super(out);
    write("timestamp,value,anomaly_score,label\n");
  }

  @Override
  public void row(Observation row) {
    unscored.addLast(row);
  }

  @Override
  public void event(Event event) {
    if (!(event instanceof Deviation deviation)) {
      return;
    }
    dropped(deviation.timestamp() - 1);
    Observation row = unscored.pollFirst();
    if (row == null || row.timestamp() != deviation.timestamp()) {
      throw new IllegalStateException("no row for the deviation at " + deviation.timestamp());
    }
    scored = row.timestamp();
    write(row, deviation.peak() ? deviation.score() / (Deviation.USUAL + deviation.score()) : 0);
  }

  /**
   * Writes the rows up to a time, which have no deviation: they were dropped since they are not
   * newer than the last one, or are the first value of a counter.
   */
  private void dropped(long time) {
    while (!unscored.isEmpty() && unscored.getFirst().timestamp() <= time) {
      write(unscored.removeFirst(), 0);
    }
  }

  private void write(Observation row, double score) {
    String time = TIME.format(Instant.ofEpochMilli(row.timestamp()));
    write(time + "," + row.value() + "," + score + ",0\n");
  }

  @Override
  public void close() {
    dropped(scored);
    super.close();
  }
}
