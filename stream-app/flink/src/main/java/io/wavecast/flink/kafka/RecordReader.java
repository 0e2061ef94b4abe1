package io.wavecast.flink.kafka;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.TopicPattern;
import io.wavecast.flink.RecordTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Converts Kafka's records, whatever they hold, so that none stops the source. Not thread-safe. */
final class RecordReader implements KafkaRecordDeserializationSchema<RawRecord> {
  private static final long serialVersionUID = 1L;

  private final TopicPattern topics;

  /** By topic, whether it is read; the topics of a source are few. */
  private final HashMap<String, Boolean> isRead = new HashMap<>();

  /** All records of the source. */
  RecordReader() {
    this(TopicPattern.NONE);
  }

  /**
   * @param topics which are read; none: all that the source has. A restored source continues with
   *     the topics of its savepoint, also with those that now have a source of their own.
   */
  RecordReader(TopicPattern topics) {
    this.topics = topics;
  }

  /** A record without a timestamp gets that of 1970-01-01. */
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    if (!topics.isNone() && !isRead.computeIfAbsent(record.topic(), topics::matches)) {
      return;
    }
    List<Header> headers = new ArrayList<>(0);
    record.headers().forEach(h -> headers.add(new Header(h.key(), h.value())));
    out.collect(
        new RawRecord(
            record.key(),
            record.value(),
            Math.max(0, record.timestamp()),
            record.topic(),
            record.partition(),
            record.offset(),
            headers));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return RecordTypes.RAW;
  }
}
