package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Records of Kafka Streams from and to the ones of core. */
final class SourceRecord {
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
        metadata.offset(),
        headers(record.headers()));
  }

  /** The record to send on under its series; its own key and its place travel in headers. */
  static Record<byte[], byte[]> routed(
      Record<byte[], byte[]> record, RawRecord source, String series) {
    Headers headers = new RecordHeaders(record.headers());
    headers.remove(DeadLetters.SOURCE_KEY).add(DeadLetters.SOURCE_KEY, source.key());
    set(headers, DeadLetter.SOURCE_TOPIC, source.topic());
    set(headers, DeadLetter.SOURCE_PARTITION, Integer.toString(source.partition()));
    set(headers, DeadLetter.SOURCE_OFFSET, Long.toString(source.offset()));
    return new Record<>(series.getBytes(UTF_8), record.value(), record.timestamp(), headers);
  }

  /** The record that was {@link #routed}. */
  static RawRecord ofRouted(Record<byte[], byte[]> record) {
    Headers headers = record.headers();
    return new RawRecord(
        headers.lastHeader(DeadLetters.SOURCE_KEY).value(),
        record.value(),
        record.timestamp(),
        text(headers, DeadLetter.SOURCE_TOPIC),
        Integer.parseInt(text(headers, DeadLetter.SOURCE_PARTITION)),
        Long.parseLong(text(headers, DeadLetter.SOURCE_OFFSET)),
        headers(headers));
  }

  /** The record to send on for one of core's, e.g. a dead letter. */
  static Record<byte[], byte[]> to(OutputRecord output) {
    Headers headers = new RecordHeaders();
    output.headers().forEach(h -> headers.add(h.name(), h.value()));
    return new Record<>(output.key(), output.value(), output.timestamp(), headers);
  }

  private static List<io.wavecast.core.stream.Header> headers(Headers headers) {
    List<io.wavecast.core.stream.Header> all = new ArrayList<>(0);
    headers.forEach(h -> all.add(new io.wavecast.core.stream.Header(h.key(), h.value())));
    return all;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
