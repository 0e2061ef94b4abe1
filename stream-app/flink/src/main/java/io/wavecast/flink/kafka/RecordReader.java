package io.wavecast.flink.kafka;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.RecordTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Converts Kafka's records, whatever they hold, so that none stops the source. */
final class RecordReader implements KafkaRecordDeserializationSchema<RawRecord> {
  private static final long serialVersionUID = 1L;

  /** A record without a timestamp gets that of 1970-01-01. */
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
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
