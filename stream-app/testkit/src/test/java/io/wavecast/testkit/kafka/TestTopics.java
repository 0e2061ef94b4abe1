package io.wavecast.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates topics and sends records to them. Each call opens a client and returns when the broker
 * has acknowledged everything. Thread-safe.
 *
 * @param bootstrapServers addresses of brokers without authentication, {@code host:port,...}
 */
public record TestTopics(String bootstrapServers) {
  /** Largest request, bytes: above the largest record that a broker accepts by default. */
  private static final int MAX_REQUEST = 2 << 20;

  /**
   * Creates a topic of one replica.
   *
   * @throws ExecutionException if it exists
   */
  public void create(String topic, int partitions) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
  }

  /** The names of all topics that are not internal to Kafka. */
  public List<String> names() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  /** Sends texts of one key, in order. */
  public void send(String topic, String key, String... values)
      throws ExecutionException, InterruptedException {
    send(Stream.of(values).map(value -> record(topic, key, value.getBytes(UTF_8))).toList());
  }

  /** Sends a value. */
  public void send(String topic, String key, byte[] value)
      throws ExecutionException, InterruptedException {
    send(List.of(record(topic, key, value)));
  }

  /**
   * Sends records, in order per partition.
   *
   * @throws ExecutionException if the broker refuses one
   */
  public void send(List<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    ByteArraySerializer bytes = new ByteArraySerializer();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                MAX_REQUEST,
                "linger.ms",
                20,
                // a topic that was just created may not have its leader yet: batches keep their
                // order, and none is retried until it expires
                "max.in.flight.requests.per.connection",
                1),
            bytes,
            bytes)) {
      records.forEach(record -> sent.add(producer.send(record)));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
  }
}
