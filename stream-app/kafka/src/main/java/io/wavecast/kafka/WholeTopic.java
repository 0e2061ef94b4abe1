package io.wavecast.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning, all partitions, in no group. Not thread-safe, except for {@link
 * #wakeup}.
 */
public final class WholeTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Polls without a record after which the cluster counts as gone: 30 s. */
  private static final int SILENT = 150;

  private final String topic;
  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

  /**
   * @param client properties of the consumer
   * @throws org.apache.kafka.common.KafkaException if the properties cannot work
   */
  public WholeTopic(Map<String, ?> client, String topic) {
    this(consumer(client), topic);
  }

  WholeTopic(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads everything that is on the topic now.
   *
   * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer
   */
  public void readAll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readAll(OptionalLong.empty(), () -> false, each);
  }

  /**
   * Reads what is on the topic now.
   *
   * @param from time of the first records that are read, ms since the epoch; empty for all
   * @param ending polled from time to time; true ends the reading
   * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer
   */
  public void readAll(
      OptionalLong from, BooleanSupplier ending, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("topic '" + topic + "' does not exist");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    from.ifPresent(time -> seek(partitions, time, ends));
    int silent = 0;
    while (!ending.getAsBoolean()
        && ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      silent = poll(POLL, each) ? 0 : silent + 1;
      if (silent == SILENT) {
        throw new TimeoutException(
            "topic '%s': the cluster gives nothing more before the end".formatted(topic));
      }
    }
  }

  private void seek(List<TopicPartition> partitions, long time, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  /**
   * Waits for further records.
   *
   * @return whether there were any
   */
  public boolean poll(Duration timeout, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      each.accept(record);
      any = true;
    }
    return any;
  }

  /** Makes {@link #poll} throw a WakeupException. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
