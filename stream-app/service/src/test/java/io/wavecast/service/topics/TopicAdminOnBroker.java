package io.wavecast.service.topics;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.kafka.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a broker of their own and an admin of its topics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TopicAdminOnBroker {
  private EmbeddedBroker broker;
  private TopicAdmin admin;

  @BeforeAll
  final void start(@TempDir Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    admin = new TopicAdmin(client(), Duration.ofSeconds(60));
  }

  @AfterAll
  final void stop() {
    admin.close();
    broker.close();
  }

  TopicAdmin admin() {
    return admin;
  }

  /** The settings of a client. */
  Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
