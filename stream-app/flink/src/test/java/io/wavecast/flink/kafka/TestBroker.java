package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A real broker, with records to put in and committed ones to read. */
public final class TestBroker implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final EmbeddedBroker broker;
  private CompletableFuture<?> watched = new CompletableFuture<>();

  public TestBroker(Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** As {@code wavecast topics create} makes them. */
  public void create(Topics topics) {
    create(TopicSpec.of(topics, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
  }

  /** Further topics, of which nothing is ever compacted. */
  public void create(String... topics) {
    create(
        Stream.of(topics)
            .map(t -> new TopicSpec(t, PARTITIONS, (short) 1, Map.of("retention.ms", "-1")))
            .toList());
  }

  /** Those of the topics that are absent. */
  public void create(List<TopicSpec> specs) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", bootstrapServers()), PATIENCE)) {
      admin.ensure(specs);
    }
  }

  /** One record, as large as may be. */
  public void produce(String topic, byte[] key, byte[] value) throws Exception {
    produce(topic, null, key, value);
  }

  /** The same, with a timestamp. */
  public void produce(String topic, @Nullable Long timestamp, byte[] key, byte[] value)
      throws Exception {
    topics().send(List.of(new ProducerRecord<>(topic, null, timestamp, key, value)));
  }

  /** Records of a topic, in their order. */
  public void produce(String topic, List<Sent> records) throws Exception {
    topics()
        .send(
            records.stream()
                .map(
                    record ->
                        new ProducerRecord<>(
                            topic, record.key().getBytes(UTF_8), record.value().getBytes(UTF_8)))
                .toList());
  }

  private TestTopics topics() {
    return new TestTopics(bootstrapServers());
  }

  /** What is put into a topic. */
  public record Sent(String key, String value) {}

  /**
   * Tells of the job that is at work from now on: when it has failed, so does whoever waits for its
   * records; when it has ended, no more of them are waited for.
   */
  public void watch(CompletableFuture<?> job) {
    watched = job;
  }

  /** Waits for committed records of a topic. */
  public void await(String topic, int enough) {
    try (KafkaConsumer<byte[], byte[]> consumer = committed(topic)) {
      readUntil(consumer, topic, all -> all.size() >= enough);
    }
  }

  /**
   * Reads the committed records of a topic until they are enough, and then on: to the end if the
   * job has ended, else until no more came for two seconds.
   */
  public List<ConsumerRecord<byte[], byte[]>> committed(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    try (KafkaConsumer<byte[], byte[]> consumer = committed(topic)) {
      List<ConsumerRecord<byte[], byte[]>> records = readUntil(consumer, topic, enough);
      if (watched.isDone()) {
        Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
        while (end.keySet().stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
          consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
      } else {
        int before = -1;
        while (records.size() > before) {
          before = records.size();
          consumer.poll(Duration.ofSeconds(2)).forEach(records::add);
        }
      }
      return records;
    }
  }

  private KafkaConsumer<byte[], byte[]> committed(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private List<ConsumerRecord<byte[], byte[]>> readUntil(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.test(records)) {
      if (watched.isCompletedExceptionally()) {
        watched.join();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "only %d records of %s after %s".formatted(records.size(), topic, PATIENCE));
      }
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    broker.close();
  }
}
