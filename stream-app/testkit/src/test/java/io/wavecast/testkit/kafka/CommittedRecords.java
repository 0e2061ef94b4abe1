package io.wavecast.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic from its beginning. Not thread-safe. */
public final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration METADATA = Duration.ofMinutes(1);

  private final String bootstrapServers;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public CommittedRecords(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    consumer = consumer("read_committed");
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> opened =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            bytes,
            bytes);
    List<TopicPartition> partitions = partitions(opened);
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    return opened;
  }

  /** A program may be about to create the topic. */
  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> opened) {
    long deadline = System.nanoTime() + METADATA.toNanos();
    List<PartitionInfo> known = opened.partitionsFor(topic);
    while (known.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      known = opened.partitionsFor(topic);
    }
    return known.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
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

  /**
   * Reads until there is enough or the time is over.
   *
   * @return whether there is enough
   */
  public boolean await(
      BooleanSupplier enough, Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && !enough.getAsBoolean()) {
      consumer.poll(POLL).forEach(visitor);
    }
    return enough.getAsBoolean();
  }

  /**
   * Reads what is committed by now.
   *
   * @return whether it was read before the time was over
   */
  public boolean readPresent(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    Map<TopicPartition, Long> now = consumer.endOffsets(consumer.assignment());
    return await(() -> hasReached(consumer, now), patience, visitor);
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

  /** The number of records in the topic by now, those of aborted transactions too. */
  public long withAborted() {
    try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
      Map<TopicPartition, Long> end = all.endOffsets(all.assignment());
      long n = 0;
      while (!hasReached(all, end)) {
        n += all.poll(POLL).count();
      }
      return n;
    }
  }

  private boolean atEnd() {
    return hasReached(consumer, consumer.endOffsets(consumer.assignment()));
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
