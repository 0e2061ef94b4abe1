package io.wavecast.lab.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic from its beginning, while they are written. */
final class SoakReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Thread thread;
  private volatile String failure = "";
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param counter of the records
   */
  SoakReader(String servers, String topic, SoakCounter counter) {
    thread = new Thread(() -> read(servers, topic, counter), "reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(String servers, String topic, SoakCounter counter) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "none"); // records that are deleted before they are read are a failure
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      partitions.forEach(p -> consumer.seek(p, 0));
      while (!closed) {
        counter.see(consumer.poll(POLL), System.nanoTime());
      }
    } catch (RuntimeException e) {
      failure = e.toString();
    }
  }

  /** Why it reads no more; empty if it reads. */
  String failure() {
    return failure;
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
}
