package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.service.config.ServiceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelinesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void when_a_part_fails_to_start_those_before_it_are_closed() throws Exception {
    Path broken = Files.writeString(dir.resolve("composer.onnx"), "not a model");
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir.resolve("log"), 0));
        AdminEndpoint admin = AdminEndpoint.start(config("http.port", "0"))) {
      ServiceConfig config =
          ServiceConfig.of(
              Settings.of(
                  Map.of(
                      "bootstrap.servers",
                      broker.bootstrapServers(),
                      "data.dir",
                      dir.resolve("data").toString(),
                      "application.id",
                      "leak-test",
                      "delivery.webhook.url",
                      "http://127.0.0.1:1/",
                      "chorales.enabled",
                      "true",
                      "chorales.model",
                      broken.toString())));

      assertThatThrownBy(
              () ->
                  Pipelines.start(
                      config, admin, ClusterWait.none(), TopicFormats.of(config.settings())))
          .hasMessageContaining("composer.onnx");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(threadsOfParts()).as("threads").isEmpty());
    }
  }

  private static ServiceConfig config(String key, String value) {
    return ServiceConfig.of(Settings.of(Map.of(key, value)));
  }

  /** Threads of deliveries, of the check of the cluster, and of Kafka Streams. */
  private static List<String> threadsOfParts() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("alerts-")
                    || name.startsWith("file-watch")
                    || name.startsWith("cluster-probe")
                    || name.contains("leak-test"))
        .toList();
  }
}
