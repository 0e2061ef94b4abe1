package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Makes dead letters from rejected records. Each is counted; some are logged, never with their
 * payload. Not thread-safe.
 */
public final class DeadLetters {
  /**
   * Header in which an engine carries a record's own key through a repartition topic. Never part of
   * a dead letter.
   */
  public static final String SOURCE_KEY = "wavecast.source.key";

  static final long LOG_INTERVAL_NANOS = 10_000_000_000L;
  static final int MAX_MESSAGE = 500;

  /** Upper bound of the bytes that the headers of a dead letter and a record's framing take. */
  private static final long OVERHEAD = 4096;

  private final PipelineIo<?> io;
  private final Metrics metrics;
  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private long unlogged;
  private long loggedAt;

  /**
   * @param io the dead-letter topic, and the largest record that may be written
   * @param metrics counts dead letters by source topic and reason
   * @param log takes a line about a dead letter, at most one in ten seconds
   * @param nanoClock limits the rate of those lines, ns
   */
  public DeadLetters(
      PipelineIo<?> io, Metrics metrics, Consumer<String> log, LongSupplier nanoClock) {
    this.io = io;
    this.metrics = metrics;
    this.log = log;
    this.nanoClock = nanoClock;
    this.loggedAt = nanoClock.getAsLong() - LOG_INTERVAL_NANOS;
    for (String topic : io.inputs()) { // those by patterns are counted from their first on
      for (Reason reason : Reason.values()) {
        metrics.count(Metric.DEAD_LETTERS, 0, topic, reason.label());
      }
    }
    metrics.count(Metric.DEAD_LETTERS_TRUNCATED, 0);
  }

  /** Whether a record with its headers, and those of a dead letter, is small enough to write. */
  public boolean fits(RawRecord record) {
    return OVERHEAD + record.size() <= io.maxRecordBytes();
  }

  /**
   * Makes the dead letter of a record: its key, value and headers untouched, and the headers of
   * {@link DeadLetter}. A record that is too large to write loses key, value and own headers, but
   * for its trace context, and the message says so: its position in the source topic shows where to
   * find them.
   *
   * @param record the record
   * @param why what is wrong with it
   */
  public OutputRecord of(RawRecord record, Rejection why) {
    metrics.count(Metric.DEAD_LETTERS, 1, record.topic(), why.reason().label());
    String message = why.message().substring(0, Math.min(MAX_MESSAGE, why.message().length()));
    log(record, why.reason(), message);
    boolean fits = fits(record);
    if (!fits) {
      metrics.count(Metric.DEAD_LETTERS_TRUNCATED, 1);
      message +=
          "; left out, too large to be sent: key, value and headers, " + record.size() + " bytes";
    }
    DeadLetter letter =
        new DeadLetter(
            fits ? record.key() : null,
            fits ? record.value() : null,
            why.reason(),
            message,
            record.topic(),
            record.partition(),
            record.offset());
    Map<String, String> reasons = letter.headers();
    List<Header> headers = new ArrayList<>();
    if (fits) {
      record.headers().stream()
          .filter(h -> !h.name().equals(SOURCE_KEY) && !reasons.containsKey(h.name()))
          .forEach(headers::add);
    } else {
      headers.addAll(TraceContext.of(record.headers()));
    }
    reasons.forEach((name, value) -> headers.add(new Header(name, value.getBytes(UTF_8))));
    return new OutputRecord(
        io.deadLetters(), letter.key(), letter.value(), headers, record.timestamp());
  }

  private void log(RawRecord record, Reason reason, String message) {
    long now = nanoClock.getAsLong();
    if (now - loggedAt < LOG_INTERVAL_NANOS) {
      unlogged++;
      return;
    }
    // errors of JSON quote the payload
    String shown = reason == Reason.MALFORMED ? "see the dead letter" : message;
    log.accept(
        "record dead-lettered: topic=%s partition=%d offset=%d reason=%s message='%s' more=%d"
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                reason.label(),
                shown,
                unlogged));
    loggedAt = now;
    unlogged = 0;
  }
}
