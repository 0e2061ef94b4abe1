package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaCheckTest {
  private static final String TOPIC = "dead-letters";

  @TempDir static Path dir;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new TestBroker(dir);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic.configs(Map.of("max.message.bytes", "300000")))).all().get();
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void the_largest_record_is_what_the_topic_and_the_producer_take() {
    assertThat(largest(Map.of())).isEqualTo(300_000);
    assertThat(largest(Map.of("max.request.size", "200000"))).isEqualTo(200_000);
    assertThat(largest(Map.of("max.request.size", "400000"))).isEqualTo(300_000);
  }

  @Test
  void a_timeout_of_its_own_does_not_contradict_the_one_of_the_check() {
    assertThat(largest(Map.of("request.timeout.ms", "30000"))).isEqualTo(300_000);
    assertThat(largest(Map.of("default.api.timeout.ms", "40000"))).isEqualTo(300_000);
  }

  private static int largest(Map<String, String> properties) {
    KafkaSettings kafka =
        new KafkaSettings(
            broker.bootstrapServers(), "check", true, Duration.ofMinutes(10), properties);
    return KafkaCheck.check(
        kafka, List.of(), Map.of(TOPIC, "wavecast topics create"), TOPIC, Duration.ofSeconds(20));
  }
}
