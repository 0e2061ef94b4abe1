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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
class TopicsCheckTest {
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
    try (TopicsCheck check = TopicsCheck.start(ServiceConfig.of(settings))) {
      awaitNoProblem(check);
      check.requireNone(FAILURE);

      delete(create + ".deviations");
      check.look();
      String line =
          "topic '%s.deviations' was deleted: create it again with 'wavecast topics create'"
              .formatted(create);
      assertThat(check.problem()).contains(line);
      assertThatThrownBy(() -> check.requireNone(FAILURE)).hasMessage(line).hasCause(FAILURE);
      assertThat(topics()).doesNotContain(create + ".deviations");

      create(settings);
      awaitNoProblem(check);
    }
  }

  @Test
  void a_problem_stays_while_nobody_answers() {
    List<String> answers = new ArrayList<>(List.of("a topic was deleted"));
    try (TopicsCheck check =
        new TopicsCheck(
            () -> {
              if (answers.isEmpty()) {
                throw new FailureException("no answer");
              }
              return List.of(answers.remove(0));
            },
            () -> answers.add("closed"))) {
      check.look();
      check.look();

      assertThat(check.problem()).contains("a topic was deleted");
    }
    assertThat(answers).containsExactly("closed");
  }

  @Test
  void the_end_of_a_stream_whose_input_was_deleted_says_what_to_do() {
    FailureException end =
        new FailureException("it has stopped", new MissingSourceTopicException("missing"));
    try (TopicsCheck check = new TopicsCheck(List::of, () -> {})) {
      assertThatThrownBy(() -> check.requireNone(end))
          .hasMessage(
              "a topic that is read was deleted, and what it held is gone: start the service again,"
                  + " which reads the topic in its place (docs/RUNBOOK.md)")
          .hasCause(end);
    }
  }

  private Settings settings(String create) {
    return Settings.of(
        Map.of(
            "bootstrap-servers",
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
  private static void awaitNoProblem(TopicsCheck check) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              check.look();
              return check.problem().isEmpty();
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
