package io.wavecast.flink.kafka;

import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.RecordTime;
import io.wavecast.flink.Message;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** To Kafka's records: each message knows its topic, one of those that are told. */
final class MessageWriter
    implements KafkaRecordSerializationSchema<Message>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final List<String> topics;

  MessageWriter(List<String> topics) {
    this.topics = topics;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Message message, KafkaSinkContext context, @Nullable Long timestamp) {
    RawRecord record = message.record();
    ProducerRecord<byte[], byte[]> out =
        new ProducerRecord<>(
            record.topic(),
            null,
            RecordTime.of(record.timestamp(), System.currentTimeMillis()),
            record.key(),
            record.value());
    message.headers().forEach(h -> out.headers().add(h.name(), h.value()));
    return out;
  }

  /** By it the sink finds the transactions that a crash left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
  }
}
