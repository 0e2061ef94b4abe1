package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.kafka.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The observations topic is deleted under a running service. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DeletedInputTest {
  private static final String OBSERVATIONS = "wavecast.observations";
  private static final String FORECASTS = "wavecast.forecasts";
  private static final String DELETED = "' was deleted: create it again";
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dir;

  private EmbeddedBroker broker;
  private Admin kafka;
  private long time = System.currentTimeMillis() - Duration.ofHours(1).toMillis();

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(dir.resolve("log"), 0));
    kafka = Admin.create(client());
    kafka.createTopics(List.of(new NewTopic(OBSERVATIONS, PARTITIONS, (short) 1))).all().get();
  }

  @AfterEach
  void stop() {
    kafka.close();
    broker.close();
  }

  @Test
  void the_service_says_so_and_the_next_start_creates_it_as_it_was_and_reads_it() throws Exception {
    try (ServeProcess serve = serve()) {
      await().atMost(PATIENCE).until(serve::isReady);
      sendAndAwaitForecasts();
      kafka.deleteTopics(List.of(OBSERVATIONS)).all().get();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  serve.output().stream().anyMatch(line -> line.contains(OBSERVATIONS + DELETED)));
      serve.terminate(); // it may have ended by itself
    }
    try (ServeProcess serve = serve()) {
      await().atMost(PATIENCE).until(() -> partitions() == PARTITIONS);
      await().atMost(PATIENCE).until(serve::isReady);
      sendAndAwaitForecasts();
      assertThat(serve.runsFor(0)).isTrue();
    }
  }

  private ServeProcess serve() {
    return new ServeProcess(
        broker.bootstrapServers(), dir.resolve("data"), "--topics-partitions=1");
  }

  private int partitions() {
    try (TopicAdmin admin = new TopicAdmin(client(), Duration.ofSeconds(60))) {
      return admin.partitions(List.of(OBSERVATIONS)).getOrDefault(OBSERVATIONS, 0);
    }
  }

  private void sendAndAwaitForecasts() throws Exception {
    long before = forecasts();
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
      for (int i = 0; i < 3; i++) {
        time += 1000;
        String value = "{\"timestamp\":%d,\"value\":%d}".formatted(time, i);
        producer
            .send(new ProducerRecord<>(OBSERVATIONS, "s".getBytes(UTF_8), value.getBytes(UTF_8)))
            .get();
      }
    }
    await().atMost(PATIENCE).until(() -> forecasts() > before);
  }

  /** The end of the forecasts topic. */
  private long forecasts() throws Exception {
    TopicPartition only = new TopicPartition(FORECASTS, 0);
    return kafka
        .listOffsets(Map.of(only, OffsetSpec.latest()))
        .partitionResult(only)
        .get()
        .offset();
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
