package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records of Kafka Streams from and to the ones of core. */
final class SourceRecord {
  private static final String SOURCE_KEY = "wavecast.source.key";

  private SourceRecord() {}

  /** An observation and the record that it was read from. */
  record Read(Observation observation, RawRecord source) {}

  static RawRecord of(Record<byte[], byte[]> record, RecordMetadata metadata) {
    return new RawRecord(
        record.key(),
        record.value(),
        record.timestamp(),
        metadata.topic(),
        metadata.partition(),
        metadata.offset());
  }

  /** The record to send on under its series; its own key and its place travel in headers. */
  static Record<byte[], byte[]> routed(
      Record<byte[], byte[]> record, RawRecord source, String series) {
    Headers headers = new RecordHeaders(record.headers());
    headers.remove(SOURCE_KEY).add(SOURCE_KEY, source.key());
    set(headers, DeadLetter.SOURCE_TOPIC, source.topic());
    set(headers, DeadLetter.SOURCE_PARTITION, Integer.toString(source.partition()));
    set(headers, DeadLetter.SOURCE_OFFSET, Long.toString(source.offset()));
    return new Record<>(series.getBytes(UTF_8), record.value(), record.timestamp(), headers);
  }

  /** The record that was {@link #routed}. */
  static RawRecord ofRouted(Record<byte[], byte[]> record) {
    Headers headers = record.headers();
    return new RawRecord(
        headers.lastHeader(SOURCE_KEY).value(),
        record.value(),
        record.timestamp(),
        text(headers, DeadLetter.SOURCE_TOPIC),
        Integer.parseInt(text(headers, DeadLetter.SOURCE_PARTITION)),
        Long.parseLong(text(headers, DeadLetter.SOURCE_OFFSET)));
  }

  /** Sets a record aside: the record of its dead letter, with its headers where they fit too. */
  static Record<byte[], byte[]> setAside(
      DeadLetters aside, RawRecord source, Record<?, ?> record, BadRecordException why) {
    long overhead = overhead(record.headers());
    DeadLetter letter = aside.letter(source, overhead, why);
    Headers headers =
        aside.fits(source, overhead) ? new RecordHeaders(record.headers()) : new RecordHeaders();
    headers.remove(SOURCE_KEY);
    letter.headers().forEach((name, value) -> set(headers, name, value));
    return new Record<>(letter.key(), letter.value(), record.timestamp(), headers);
  }

  /** At least as many bytes as a record takes beside its key and value, as a dead letter too. */
  static long overhead(Headers headers) {
    return DeadLetters.overhead(headers, Header::key, Header::value);
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
