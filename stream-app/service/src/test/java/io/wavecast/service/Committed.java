package io.wavecast.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of a topic, from its beginning. Of one thread. */
public final class Committed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  public Committed(String bootstrapServers, String topic) {
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

  /** Reads on until there is enough, or patience is over. */
  public void await(
      BooleanSupplier enough, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && !enough.getAsBoolean()) {
      consumer.poll(POLL).forEach(visitor);
    }
  }

  /**
   * Reads on until there is enough and for a second nothing has come at the topic's end, so that
   * repeated records show, or patience is over.
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

  /** Records in the topic, aborted ones and marks of transactions included. */
  public long offsets() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  private boolean atEnd() {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(p -> consumer.position(p) >= end.get(p));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
