package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The results layout of the Numenta Anomaly Benchmark: {@code timestamp,value,anomaly_score,label},
 * one row for each row of the file, also for those that were dropped. The score is 0 where a
 * deviation is no peak; else s becomes s / (1 + s), so that the border 1 becomes 0.5. The label is
 * always 0: it is the benchmark's affair.
 */
final class NabReplayWriter implements ReplayWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Writer out;
  private final Deque<Observation> unscored = new ArrayDeque<>();
  private long scored = -1;

  NabReplayWriter(OutputStream out) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
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
    dropped();
    Observation row = unscored.pollFirst();
    if (row == null || row.timestamp() != deviation.timestamp()) {
      throw new IllegalStateException("no row for the deviation at " + deviation.timestamp());
    }
    scored = row.timestamp();
    write(row, deviation.peak() ? deviation.score() / (1.0 + deviation.score()) : 0);
  }

  /** A row that is not newer than the last one judged was dropped: there is no deviation for it. */
  private void dropped() {
    while (!unscored.isEmpty() && unscored.getFirst().timestamp() <= scored) {
      write(unscored.removeFirst(), 0);
    }
  }

  private void write(Observation row, double score) {
    String time = TIME.format(Instant.ofEpochMilli(row.timestamp()));
    write(time + "," + row.value() + "," + score + ",0\n");
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    dropped();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
