package io.wavecast.flink.kafka;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RecordTime;
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

/** Converts to Kafka's records; each goes to its own topic, one of those given. */
final class RecordWriter
    implements KafkaRecordSerializationSchema<OutputRecord>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final List<String> topics;

  RecordWriter(List<String> topics) {
    this.topics = List.copyOf(topics);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> out =
        new ProducerRecord<>(
            record.topic(),
            null,
            RecordTime.of(record.timestamp(), System.currentTimeMillis()),
            record.key(),
            record.value());
    record.headers().forEach(h -> out.headers().add(h.name(), h.value()));
    return out;
  }

  /** The sink finds transactions that a crash left open by these topics. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
  }
}
