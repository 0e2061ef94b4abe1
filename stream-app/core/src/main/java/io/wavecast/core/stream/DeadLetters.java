package io.wavecast.core.stream;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets records aside that can't be read: each is counted, some are logged (never their payload). Of
 * one thread.
 */
public final class DeadLetters {
  static final long LOG_INTERVAL_NANOS = 10_000_000_000L;
  static final int MAX_MESSAGE = 500;

  /** More than the headers of a dead letter and the framing of a record take. */
  private static final long OVERHEAD = 4096;

  private final int maxRecordBytes;
  private final Metrics metrics;
  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private long unlogged;
  private long loggedAt;

  /**
   * @param maxRecordBytes largest record that can be set aside whole, bytes
   * @param metrics told of every record set aside
   * @param log takes a line about one of them, at most one in ten seconds
   * @param nanoClock tells when it is time for the next line, ns
   */
  public DeadLetters(
      int maxRecordBytes, Metrics metrics, Consumer<String> log, LongSupplier nanoClock) {
    this.maxRecordBytes = maxRecordBytes;
    this.metrics = metrics;
    this.log = log;
    this.nanoClock = nanoClock;
    this.loggedAt = nanoClock.getAsLong() - LOG_INTERVAL_NANOS;
    for (Reason reason : Reason.values()) {
      metrics.count(Metric.DEAD_LETTERS, 0, reason.label());
    }
    metrics.count(Metric.DEAD_LETTERS_TRUNCATED, 0);
  }

  /** Why what belongs to something newer is set aside, e.g. an observation to a series. */
  public static BadRecordException late(String newer, long timestamp) {
    return new BadRecordException(
        Reason.LATE, "timestamp is older than the newest of its " + newer + ": " + timestamp);
  }

  /**
   * At least as many bytes as a record takes beside its key and value, as a dead letter too.
   *
   * @param headers of the record
   * @param name of a header
   * @param value of a header, which may have none
   */
  public static <H> long overhead(
      Iterable<H> headers, Function<H, String> name, Function<H, byte @Nullable []> value) {
    long size = OVERHEAD;
    for (H header : headers) {
      byte[] bytes = value.apply(header);
      size += 16L + 3L * name.apply(header).length() + (bytes == null ? 0 : bytes.length);
    }
    return size;
  }

  /** Whether a record can be sent, with headers of so many bytes. */
  public boolean fits(RawRecord record, long headerBytes) {
    return record.size() + headerBytes <= maxRecordBytes;
  }

  /**
   * Makes a dead letter of a record. One that is too large to be sent goes without key and value,
   * and its message says so: its place in the source topic tells where to find them.
   *
   * @param record the record
   * @param headerBytes bytes that its headers take, those of the dead letter included
   * @param why what is wrong with it
   */
  public DeadLetter letter(RawRecord record, long headerBytes, BadRecordException why) {
    metrics.count(Metric.DEAD_LETTERS, 1, why.reason().label());
    String message = String.valueOf(why.getMessage());
    message = message.substring(0, Math.min(MAX_MESSAGE, message.length()));
    log(record, why.reason(), message);
    boolean whole = fits(record, headerBytes);
    if (!whole) {
      metrics.count(Metric.DEAD_LETTERS_TRUNCATED, 1);
      message += "; left out, too large to be sent: key and value, " + record.size() + " bytes";
    }
    return new DeadLetter(
        whole ? record.key() : null,
        whole ? record.value() : null,
        why.reason(),
        message,
        record.topic(),
        record.partition(),
        record.offset());
  }

  private void log(RawRecord record, Reason reason, String message) {
    long now = nanoClock.getAsLong();
    if (now - loggedAt < LOG_INTERVAL_NANOS) {
      unlogged++;
      return;
    }
    // errors of JSON quote the payload
    String told = reason == Reason.MALFORMED ? "stands in the dead letter" : message;
    log.accept(
        "record set aside: topic=%s partition=%d offset=%d reason=%s message='%s' more=%d"
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                reason.label(),
                told,
                unlogged));
    loggedAt = now;
    unlogged = 0;
  }
}
