package io.wavecast.service.delivery;

import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries against a real broker: each test has its own topic, groups and receiver. */
abstract class DeliveryFixture {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private static EmbeddedBroker broker;

  FakeReceiver receiver;
  String topic;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void open(TestInfo test) throws Exception {
    receiver = new FakeReceiver();
    topic =
        test.getTestMethod().orElseThrow().getName()
            + Integer.toHexString(test.getDisplayName().hashCode());
    try (Admin admin = Admin.create(client())) {
      NewTopic alerts = new NewTopic(topic, 2, (short) 1);
      admin.createTopics(List.of(alerts.configs(Map.of("cleanup.policy", "compact")))).all().get();
    }
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  Settings webhook() {
    return settings("delivery.webhook.url", receiver.url("/token-in-path").toString());
  }

  Settings alertmanager() {
    return settings("delivery.alertmanager.url", receiver.url("/").toString());
  }

  Settings settings(String name, String value, String... more) {
    Map<String, String> settings = new TreeMap<>(Map.of(name, value));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("application.id", topic);
    settings.put("topics.names", "alerts=" + topic);
    settings.put("delivery.alertmanager.resend", "1s");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Settings.of(settings);
  }

  static AlertDeliveries start(Settings settings) {
    AlertDeliveries deliveries = AlertDeliveries.open(settings, Metrics.NONE);
    deliveries.start(ValueDecoder.JSON);
    return deliveries;
  }

  void awaitLast(Alert change) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<Alert> all = delivered(); // it grows meanwhile
              return !all.isEmpty() && all.get(all.size() - 1).equals(change);
            });
  }

  List<String> paths() {
    return receiver.requests().stream().map(FakeReceiver.Request::path).toList();
  }

  List<Alert> delivered() {
    return receiver.bodies().stream()
        .map(body -> AlertCodec.read(body.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  boolean hasReceived(String text) {
    return receiver.bodies().stream().anyMatch(body -> body.contains(text));
  }

  void send(Alert change) throws Exception {
    send(change.series(), AlertCodec.write(change));
  }

  void send(String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", broker.bootstrapServers());
    return client;
  }
}
