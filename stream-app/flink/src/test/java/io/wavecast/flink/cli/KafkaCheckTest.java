package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaCheckTest {
  private static final String TOPIC = "check.dead-letters";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

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

  @Test
  void a_topic_that_is_created_under_a_restored_job_is_named() {
    List<String> warnings = new ArrayList<>();

    new KafkaCheck(settings("restored.", Map.of()), Optional.of("file:/savepoint"), warnings::add)
        .check(kafka(Map.of()), PATIENCE);

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("input topic restored.observations did not exist and was created, empty, and")
        .contains("the job resumes from file:/savepoint");
  }

  @Test
  void a_group_with_offsets_and_no_checkpoint_is_named() throws Exception {
    List<String> warnings = new ArrayList<>();
    KafkaCheck check = new KafkaCheck(settings("lost.", Map.of()), Optional.empty(), warnings::add);
    KafkaSettings kafka =
        new KafkaSettings(
            broker.bootstrapServers(), "lost", true, Duration.ofMinutes(10), Map.of());

    check.check(kafka, PATIENCE);
    assertThat(warnings).isEmpty();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicPartition first = new TopicPartition("lost.observations", 0);
      admin.alterConsumerGroupOffsets("lost", Map.of(first, new OffsetAndMetadata(7))).all().get();
    }
    check.check(kafka, PATIENCE);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("no checkpoint is restored, but consumer group lost has committed offsets");
  }

  private static int largest(Map<String, String> properties) {
    return new KafkaCheck(settings("check.", properties), Optional.empty(), warning -> {})
        .check(kafka(properties), PATIENCE);
  }

  private static Settings settings(String prefix, Map<String, String> properties) {
    Map<String, String> flags = new HashMap<>();
    flags.put("bootstrap.servers", broker.bootstrapServers());
    flags.put("topics.prefix", prefix);
    properties.forEach((name, value) -> flags.put("kafka." + name, value));
    return Settings.load(Host.FLINK, flags, Map.of(), Optional.empty());
  }

  private static KafkaSettings kafka(Map<String, String> properties) {
    return new KafkaSettings(
        broker.bootstrapServers(), "check", true, Duration.ofMinutes(10), properties);
  }
}
