package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Settings;
import io.wavecast.service.config.ServiceConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What asks the cluster now and then opens its client after the start, once. */
class LazyClientsTest {
  @TempDir private static Path dir;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void the_probe_of_the_cluster_opens_one_client_when_it_asks() {
    try (ClusterProbe probe = ClusterProbe.start(KafkaConfig.of(settings("probe")))) {
      assertOneClient("probe", probe::ask);
    }
    assertThat(clients("probe")).as("after the end").isZero();
  }

  @Test
  void the_check_of_the_topics_opens_one_client_when_it_looks() {
    try (TopicsCheck check = TopicsCheck.start(ServiceConfig.of(settings("check")))) {
      assertOneClient("check", check::look);
    }
    assertThat(clients("check")).as("after the end").isZero();
  }

  private static void assertOneClient(String id, Runnable ask) {
    assertThat(clients(id)).as("after the start").isZero();
    ask.run();
    ask.run();
    assertThat(clients(id)).as("after two questions").isEqualTo(1);
  }

  /** The threads of admin clients with this id. */
  private static long clients(String id) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("kafka-admin-client-thread | " + id))
        .count();
  }

  private static Settings settings(String id) {
    return Settings.of(
        Map.of("bootstrap-servers", broker.bootstrapServers(), "kafka.client.id", id));
  }
}
