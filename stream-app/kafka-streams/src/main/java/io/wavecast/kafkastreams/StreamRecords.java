package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.RecordTime;
import io.wavecast.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Translates records between Kafka Streams and core. */
final class StreamRecords {
  private StreamRecords() {}

  /** A record of the input topic. */
  static RawRecord source(Record<byte[], byte[]> record, ProcessingContext context) {
    RecordMetadata position = context.recordMetadata().orElseThrow();
    return new RawRecord(
        record.key(),
        record.value(),
        record.timestamp(),
        position.topic(),
        position.partition(),
        position.offset(),
        headers(record.headers()));
  }

  /**
   * The record to repartition by a key. Its own key and its position are kept in headers, and
   * {@link #repartitioned} restores them.
   */
  static Record<byte[], byte[]> toRepartition(RawRecord source, String key) {
    Headers headers = headers(source.headers());
    headers.remove(DeadLetters.SOURCE_KEY).add(DeadLetters.SOURCE_KEY, source.key());
    set(headers, DeadLetter.SOURCE_TOPIC, source.topic());
    set(headers, DeadLetter.SOURCE_PARTITION, Integer.toString(source.partition()));
    set(headers, DeadLetter.SOURCE_OFFSET, Long.toString(source.offset()));
    return new Record<>(key.getBytes(UTF_8), source.value(), source.timestamp(), headers);
  }

  /** The record of the input topic that was repartitioned. */
  static RawRecord repartitioned(Record<byte[], byte[]> record) {
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

  /**
   * The record to forward to the sink.
   *
   * @param now ms since the epoch
   */
  static Record<byte[], OutputRecord> output(OutputRecord output, long now) {
    long time = RecordTime.of(output.timestamp(), now);
    return output.headers().isEmpty()
        ? new Record<>(output.key(), output, time)
        : new Record<>(output.key(), output, time, headers(output.headers()));
  }

  private static List<Header> headers(Headers headers) {
    List<Header> all = new ArrayList<>(0);
    headers.forEach(header -> all.add(new Header(header.key(), header.value())));
    return all;
  }

  private static Headers headers(List<Header> headers) {
    Headers all = new RecordHeaders();
    headers.forEach(header -> all.add(header.name(), header.value()));
    return all;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
