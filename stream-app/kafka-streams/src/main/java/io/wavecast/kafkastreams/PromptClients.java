package io.wavecast.kafkastreams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's clients, of which the producers send early what a stream thread with time to spare wrote.
 * Thread-safe.
 */
final class PromptClients extends StreamClients implements Promptness.ByThread {
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
}
