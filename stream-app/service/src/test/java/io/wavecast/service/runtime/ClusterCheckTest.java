package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.service.config.ServiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterCheckTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final FailureException FAILURE = new FailureException("the stream has stopped");

  private EmbeddedBroker broker;
  private Admin admin;

  @BeforeAll
  void start(@TempDir Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  void stop() {
    admin.close();
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "never"})
  void a_deleted_topic_is_a_problem_until_somebody_creates_it(String create) throws Exception {
    Settings settings = settings(create);
    create(settings);
    try (ClusterCheck check = ClusterCheck.start(ServiceConfig.of(settings))) {
      awaitNoProblem(check);
      check.requireTopics(FAILURE);

      delete(create + ".deviations");
      check.look();
      String line =
          "topic '%s.deviations' was deleted: create it again with 'wavecast topics create'"
              .formatted(create);
      assertThat(check.topics()).contains(line);
      assertThatThrownBy(() -> check.requireTopics(FAILURE)).hasMessage(line).hasCause(FAILURE);
      assertThat(topics()).doesNotContain(create + ".deviations");

      create(settings);
      awaitNoProblem(check);
    }
  }

  @Test
  void a_long_outage_is_reported_until_the_cluster_answers_and_problems_stay() {
    AtomicLong nanos = new AtomicLong();
    AtomicBoolean away = new AtomicBoolean();
    try (ClusterCheck check =
        new ClusterCheck("broker-1:9092", this::open, admin -> ask(away), nanos::get)) {
      check.look();
      away.set(true);
      lookAfter(check, nanos, ClusterCheck.TOLERATED.minusSeconds(1));
      assertThat(check.silence()).as("a broker that restarts").isEmpty();

      lookAfter(check, nanos, Duration.ofSeconds(5));
      assertThat(check.silence()).contains("at broker-1:9092 has not answered for 19 s");
      assertThat(check.topics()).contains("a topic was deleted");

      away.set(false);
      lookAfter(check, nanos, Duration.ofSeconds(5));
      assertThat(check.silence()).isEmpty();
    }
  }

  private TopicAdmin open() {
    return new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()), PATIENCE);
  }

  private static List<String> ask(AtomicBoolean away) {
    if (away.get()) {
      try (TopicAdmin nobody =
          new TopicAdmin(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofMillis(100))) {
        var unused = nobody.partitions(List.of("none"));
      }
    }
    return List.of("a topic was deleted");
  }

  private static void lookAfter(ClusterCheck check, AtomicLong nanos, Duration time) {
    nanos.addAndGet(time.toNanos());
    check.look();
  }

  @Test
  void one_client_is_opened_by_the_first_look_and_closed_at_the_end() {
    Settings settings =
        Settings.of(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "kafka.client.id", "check"));
    try (ClusterCheck check = ClusterCheck.start(ServiceConfig.of(settings))) {
      assertThat(clients()).as("after the start").isZero();
      check.look();
      check.look();
      assertThat(clients()).as("after two questions").isEqualTo(1);
    }
    assertThat(clients()).as("after the end").isZero();
  }

  /** The threads of admin clients of this test. */
  private static long clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("kafka-admin-client-thread | check"))
        .count();
  }

  @Test
  void the_end_of_a_stream_whose_input_was_deleted_says_what_to_do() {
    FailureException end =
        new FailureException("it has stopped", new MissingSourceTopicException("missing"));
    try (ClusterCheck check =
        new ClusterCheck("", this::open, admin -> List.of(), System::nanoTime)) {
      assertThatThrownBy(() -> check.requireTopics(end))
          .hasMessage(
              "a topic that is read was deleted, and what it held is gone: start the service again,"
                  + " which reads the topic in its place (docs/RUNBOOK.md)")
          .hasCause(end);
    }
  }

  private Settings settings(String create) {
    return Settings.of(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "topics.prefix",
            create + ".",
            "topics.create",
            create));
  }

  private static void create(Settings settings) {
    try (TopicAdmin topics = new TopicAdmin(ServiceConfig.of(settings).kafka().asMap(), PATIENCE)) {
      topics.ensure(TopicSpec.of(settings));
    }
  }

  /** New topics are known to each request a moment later. */
  private static void awaitNoProblem(ClusterCheck check) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              check.look();
              return check.topics().isEmpty();
            });
  }

  private void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(PATIENCE).until(() -> !topics().contains(topic));
  }

  private Set<String> topics() throws Exception {
    return admin.listTopics().names().get();
  }
}
