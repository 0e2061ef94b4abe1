package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of the changelog of series {@code s0}, {@code s1} and so on, and of
 * the topic of alerts, while they are written. Thread-safe.
 */
final class ChurnWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String changelog;
  private final BitSet kept;
  private final BitSet removed;
  private final BitSet endedAlerts;
  private final Thread reader;
  private String failure = "";
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param id of the application, and the prefix of its topics
   * @param series most that there are
   * @param day how long a simulated day takes, ms: tombstones are kept for one
   */
  ChurnWatch(String servers, String id, int series, long day)
      throws ExecutionException, InterruptedException {
    changelog = id + "-series-changelog";
    kept = new BitSet(series);
    removed = new BitSet(series);
    endedAlerts = new BitSet(series);
    keepTombstones(servers, day);
    reader = new Thread(() -> read(servers, List.of(changelog, id + ".alerts")), "watch");
    reader.start();
  }

  private void keepTombstones(String servers, long millis)
      throws ExecutionException, InterruptedException {
    AlterConfigOp retention =
        new AlterConfigOp(new ConfigEntry("delete.retention.ms", "" + millis), OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, changelog), List.of(retention)))
          .all()
          .get();
    }
  }

  private void read(String servers, List<String> topics) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed) {
        consumer.poll(POLL).forEach(this::see);
      }
    } catch (RuntimeException e) {
      fail(e.toString());
    }
  }

  private synchronized void see(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), UTF_8);
    if (key.indexOf('\0') >= 0) { // a difference, or the number of a commit
      return;
    }
    int series = Integer.parseInt(key.substring(1));
    boolean isTombstone = record.value() == null;
    if (!record.topic().equals(changelog)) {
      if (isTombstone && endedAlerts.get(series)) {
        fail("alert of series " + series + " is removed twice");
      }
      endedAlerts.set(series, isTombstone);
    } else if (removed.get(series)) {
      fail("series " + series + " is removed, and has another record");
    } else {
      kept.set(series, !isTombstone);
      removed.set(series, isTombstone);
    }
  }

  private synchronized void fail(String what) {
    failure = failure.isEmpty() ? what : failure;
  }

  /** The first thing that is wrong; empty if nothing is. */
  synchronized String failure() {
    return failure.isEmpty() && !endedAlerts.equals(removed)
        ? "%d series and %d alerts are removed"
            .formatted(removed.cardinality(), endedAlerts.cardinality())
        : failure;
  }

  synchronized boolean isKept(int series) {
    return kept.get(series);
  }

  synchronized boolean isRemoved(int series) {
    return removed.get(series);
  }

  synchronized int kept() {
    return kept.cardinality();
  }

  synchronized int removed() {
    return removed.cardinality();
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
