package io.wavecast.flink.kafka;

import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From Kafka's records: whatever they hold, so that none can stop the source. */
final class MessageReader implements KafkaRecordDeserializationSchema<Message> {
  private static final long serialVersionUID = 1L;

  /** A record without a time counts as of 1970. */
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Message> out) {
    List<Message.Header> headers = new ArrayList<>(0);
    record.headers().forEach(h -> headers.add(new Message.Header(h.key(), h.value())));
    out.collect(
        new Message(
            new RawRecord(
                record.key(),
                record.value(),
                Math.max(0, record.timestamp()),
                record.topic(),
                record.partition(),
                record.offset()),
            headers));
  }

  @Override
  public TypeInformation<Message> getProducedType() {
    return Message.TYPE;
  }
}
