package io.wavecast.service.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what topics hold by now. Not thread-safe. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Reads the first partitions of a topic from their beginning. */
  void read(String topic, int partitions, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    read(
        consumer.beginningOffsets(
            IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .collect(Collectors.toSet())),
        visitor);
  }

  /** Reads partitions from an offset each. */
  void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    consumer.assign(from.keySet());
    Map<TopicPartition, Long> end = new HashMap<>(consumer.endOffsets(from.keySet()));
    Map<TopicPartition, Long> first = consumer.beginningOffsets(from.keySet());
    from.forEach((p, offset) -> consumer.seek(p, Math.max(offset, first.getOrDefault(p, 0L))));
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(visitor);
    }
  }
}
