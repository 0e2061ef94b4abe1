package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.Topics;
import io.wavecast.service.broker.BrokerSettings;
import io.wavecast.service.broker.EmbeddedBroker;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker, with records to put in and committed ones to read. */
public final class TestBroker implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final long MINUTE = 60_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final EmbeddedBroker broker;

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

  private void create(List<TopicSpec> specs) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", bootstrapServers()), PATIENCE)) {
      admin.ensure(specs);
    }
  }

  /** One record, as large as may be. */
  public void produce(String topic, byte[] key, byte[] value) throws Exception {
    produce(topic, null, key, value);
  }

  /** The same, with a time of its own. */
  public void produce(String topic, @Nullable Long timestamp, byte[] key, byte[] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "max.request.size", "2000000"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, null, timestamp, key, value)).get();
    }
  }

  /** One observation a minute of each series, in turns. */
  public void produce(Topics topics, int series, int fromMinute, int toMinute) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers(),
                "linger.ms", "20",
                "max.in.flight.requests.per.connection", "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int minute = fromMinute; minute < toMinute; minute++) {
        for (int s = 0; s < series; s++) {
          String json = "{\"timestamp\":%d,\"value\":%d}".formatted(minute * MINUTE, minute);
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      topics.observations(),
                      ("series-" + s).getBytes(UTF_8),
                      json.getBytes(UTF_8))));
        }
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  /** Waits for so many committed records of a topic. */
  public void await(String topic, int enough) {
    read(topic, all -> all.size() >= enough, false);
  }

  /**
   * Reads the committed records of a topic until they are enough, and then on until no more came
   * for two seconds.
   */
  public List<ConsumerRecord<byte[], byte[]>> committed(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    return read(topic, enough, true);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, boolean toTheEnd) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(records)) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "only %d records of %s after %s".formatted(records.size(), topic, PATIENCE));
        }
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      int before = -1;
      while (toTheEnd && records.size() > before) {
        before = records.size();
        consumer.poll(Duration.ofSeconds(2)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    broker.close();
  }
}
