package io.wavecast.kafkastreams;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that answers with the offsets that are committed now.
 *
 * <p>Kafka's consumer keeps a request for committed offsets that timed out, and uses its response
 * for the next request for the same partitions. While its member joins the group it does so even if
 * others had the partitions in between: a task that starts would go on from offsets of minutes ago.
 * Each response is used once, so the second of two requests is a new one.
 *
 * <p>Not thread-safe.
 */
final class StreamConsumer extends KafkaConsumer<byte[], byte[]> {
  StreamConsumer(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The committed offsets; Kafka Streams asks for them when a task starts. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    super.committed(partitions);
    return super.committed(partitions);
  }
}
