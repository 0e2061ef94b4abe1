package io.wavecast.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic from its beginning. Not thread-safe. */
public final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  public CommittedRecords(String bootstrapServers, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            bytes,
            bytes);
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All committed records of a topic, by key and in order per key. */
  public static Map<String, List<String>> byKey(String bootstrapServers, String topic) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    try (CommittedRecords records = new CommittedRecords(bootstrapServers, topic)) {
      do {
        for (ConsumerRecord<byte[], byte[]> r : records.consumer.poll(POLL)) {
          String key = r.key() == null ? "" : new String(r.key(), UTF_8);
          values.computeIfAbsent(key, k -> new ArrayList<>()).add(new String(r.value(), UTF_8));
        }
      } while (!records.atEnd());
    }
    return values;
  }

  /** Reads until there is enough or the time is over. */
  public void await(
      BooleanSupplier enough, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && !enough.getAsBoolean()) {
      consumer.poll(POLL).forEach(visitor);
    }
  }

  /**
   * Reads until there is enough and no record has arrived at the end of the topic for a second, so
   * that repeated records are seen, or until the time is over.
   */
  public void read(
      BooleanSupplier enough, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    long deadline = System.nanoTime() + patience.toNanos();
    await(enough, patience, visitor);
    for (int idle = 0; System.nanoTime() < deadline && !(idle >= 5 && atEnd()); idle++) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      idle = records.isEmpty() ? idle : -1;
      records.forEach(visitor);
    }
  }

  /**
   * The number of offsets in the topic: all records, also aborted ones, and transaction markers.
   */
  public long offsets() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  private boolean atEnd() {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(p -> consumer.position(p) >= end.getOrDefault(p, 0L));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
