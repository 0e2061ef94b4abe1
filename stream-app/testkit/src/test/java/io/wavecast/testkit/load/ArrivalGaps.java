package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Watches a topic from its end and measures, for each key, how long no committed record arrives.
 * Thread-safe.
 */
public final class ArrivalGaps implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Map<String, Long> last = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private Gap longest = Gap.NONE;

  /** A time without a record of a key. */
  public record Gap(String key, Duration length) {
    static final Gap NONE = new Gap("", Duration.ZERO);

    @Override
    public String toString() {
      return "%.2f s (%s)".formatted(length.toMillis() / 1000.0, key);
    }
  }

  /** Starts to watch. */
  public ArrivalGaps(String bootstrapServers, String topic) {
    thread = new Thread(() -> watch(bootstrapServers, topic), "gaps of " + topic);
    thread.setDaemon(true);
    thread.start();
  }

  /** The longest gap since the last call, including those that have not ended. */
  public synchronized Gap takeLongest() {
    long now = System.nanoTime();
    last.forEach((key, time) -> note(key, now - time));
    Gap result = longest;
    longest = Gap.NONE;
    return result;
  }

  /** The number of keys seen. */
  public synchronized int keys() {
    return last.size();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(String bootstrapServers, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      while (!closed) {
        consumer.poll(POLL).forEach(record -> arrived(new String(record.key(), UTF_8)));
      }
    }
  }

  private synchronized void arrived(String key) {
    long now = System.nanoTime();
    Optional.ofNullable(last.put(key, now)).ifPresent(before -> note(key, now - before));
  }

  private void note(String key, long nanos) {
    if (nanos > longest.length().toNanos()) {
      longest = new Gap(key, Duration.ofNanos(nanos));
    }
  }
}
