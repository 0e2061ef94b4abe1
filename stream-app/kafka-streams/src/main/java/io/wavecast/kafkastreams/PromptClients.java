package io.wavecast.kafkastreams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's clients, of which the producers send early what a stream thread with time to spare wrote.
 * Thread-safe.
 */
final class PromptClients implements KafkaClientSupplier, Promptness.ByThread {
  /** Of the client id of a stream thread's producer. */
  private static final String PRODUCER = "-producer";

  private final Map<String, PromptProducer> producers = new ConcurrentHashMap<>();

  @Override
  public @Nullable Promptness of(Thread thread) {
    PromptProducer producer = producers.get(thread.getName() + PRODUCER);
    return producer == null ? null : producer.promptness();
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    String id = String.valueOf(config.get("client.id"));
    PromptProducer producer = new PromptProducer(config, closed -> producers.remove(id, closed));
    producers.put(id, producer);
    return producer;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
