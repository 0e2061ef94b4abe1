package io.wavecast.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicAdmin.Status;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {
  private static final short ONE = 1;

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static TopicAdmin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    admin = new TopicAdmin(client(), Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void absent_topics_are_created_without_a_retention_limit() throws Exception {
    List<TopicSpec> specs = specs("made.", 3);

    List<Finding> made = admin.ensure(specs);
    List<Finding> again = admin.ensure(specs);

    assertThat(made).hasSize(5).extracting(Finding::status).containsOnly(Status.CREATED);
    assertThat(made)
        .extracting(Finding::line)
        .contains("made.forecasts: created with 3 partitions");
    assertThat(again).extracting(Finding::status).containsOnly(Status.OK);
    assertThat(admin.maxRecordBytes("made.dead-letters"))
        .isGreaterThan(admin.maxRecordBytes("made.observations") + 65_536);
  }

  @Test
  void a_created_topic_is_known_at_once() {
    for (int i = 0; i < 50; i++) {
      TopicSpec spec = new TopicSpec("known-" + i, 1, ONE, Map.of());

      var unused = admin.ensure(List.of(spec));

      assertThat(admin.partitions(List.of(spec.name()))).containsOnlyKeys(spec.name());
    }
  }

  @Test
  void a_differing_topic_is_reported_in_one_line_and_not_changed() throws Exception {
    try (Admin kafka = Admin.create(client())) {
      kafka
          .createTopics(
              List.of(
                  new NewTopic("old.forecasts", 1, ONE)
                      .configs(Map.of("retention.ms", "604800000")),
                  new NewTopic("old.alerts", 3, ONE),
                  new NewTopic("old.observations", 12, ONE)))
          .all()
          .get();
      await()
          .until(
              () ->
                  kafka
                      .listTopics()
                      .names()
                      .get()
                      .containsAll(List.of("old.forecasts", "old.alerts", "old.observations")));
    }

    List<Finding> found = admin.check(specs("old.", 3));

    assertThat(found)
        .extracting(Finding::line)
        .containsExactly(
            "old.observations: ok",
            "old.forecasts: partitions 1, expected at least 3; retention.ms 604800000, expected -1",
            "old.deviations: absent",
            "old.alerts: cleanup.policy delete, expected compact",
            "old.dead-letters: absent");
    assertThat(admin.check(specs("old.", 3))).isEqualTo(found);
  }

  @Test
  void a_topic_that_is_not_known_yet_is_retried() throws Exception {
    List<TopicSpec> specs = specs("late.", 1);
    CompletableFuture<Integer> asked =
        CompletableFuture.supplyAsync(() -> admin.maxRecordBytes("late.forecasts"));
    assertThatThrownBy(() -> asked.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    admin.ensure(specs);

    assertThat(asked.get(30, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  void a_topic_that_stays_unknown_is_reported_with_its_cause() {
    try (TopicAdmin impatient = new TopicAdmin(client(), Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> impatient.maxRecordBytes("never.made"))
          .isInstanceOf(FailureException.class)
          .hasMessageMatching("topics at \\S+: \\S.*");
    }
  }

  @Test
  void a_cluster_that_does_not_answer_is_reported_in_one_line() {
    try (TopicAdmin nobody =
        new TopicAdmin(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofMillis(1000))) {
      assertThatThrownBy(() -> nobody.ensure(specs("x.", 1)))
          .isInstanceOf(NoAnswerException.class)
          .hasMessage(
              "no answer from the cluster at 127.0.0.1:1 within 1 s:"
                  + " is a broker running there that speaks PLAINTEXT?");
    }
  }

  @Test
  void a_host_without_an_address_is_reported_in_one_line() {
    Map<String, Object> nowhere = Map.of("bootstrap.servers", "no-such-host.invalid:9092");

    assertThatThrownBy(() -> new TopicAdmin(nowhere, Duration.ofSeconds(1)))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("no host name of bootstrap.servers can be resolved: no-such-host.invalid:9092");
  }

  @Test
  void an_unspecified_size_limit_is_noted_but_accepted() {
    Map<String, String> bounded =
        Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "268435456");
    List<TopicSpec> specs = specs("t.", 1);

    assertThat(specs.get(0).differences(1, bounded)).isEmpty();
    assertThat(specs.get(0).notes(bounded))
        .containsExactly("keeps 268435456 bytes of each partition");
  }

  @Test
  void a_limit_of_time_or_size_is_set_and_checked() {
    TopicSpec spec =
        TopicSpec.of(
                Topics.withPrefix("t."),
                1,
                ONE,
                Optional.of(Duration.ofDays(7)),
                OptionalLong.of(1 << 30))
            .get(0);

    assertThat(spec.configs()).containsEntry("retention.ms", "604800000");
    assertThat(
            spec.differences(
                1,
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1")))
        .isEmpty();
    assertThat(
            spec.differences(
                1,
                Map.of(
                    "cleanup.policy", "delete", "retention.ms", "1000", "retention.bytes", "99")))
        .containsExactly("retention.ms 1000, expected 604800000");
    assertThat(spec.notes(Map.of("retention.bytes", "99")))
        .containsExactly("keeps 99 bytes of each partition");
    assertThat(spec.configs()).containsEntry("segment.bytes", Integer.toString(1 << 28));
  }

  @Test
  void by_default_every_topic_is_bounded_by_size_or_compacted() {
    assertThat(
            TopicSpec.of(
                Settings.of(Map.of("incidents.enabled", "true", "calendar.enabled", "true"))))
        .hasSize(7)
        .allSatisfy(
            spec ->
                assertThat(spec.configs())
                    .containsAnyOf(
                        Map.entry("retention.bytes", Long.toString(10L << 30)),
                        Map.entry("cleanup.policy", "compact")));
  }

  @Test
  void topics_that_fill_disks_or_lose_records_are_named() throws Exception {
    admin.ensure(specs("endless.", 1));
    TopicWarnings warnings = new TopicWarnings(3);
    warnings.add(topic("a", 1), Map.of("cleanup.policy", "compact", "retention.ms", "-1"));
    warnings.add(topic("b", 3), Map.of("retention.bytes", "1", "min.insync.replicas", "1"));
    warnings.add(topic("c", 3), Map.of("retention.ms", "1", "min.insync.replicas", "2"));

    await() // a broker knows a new topic a moment later
        .untilAsserted(
            () ->
                assertThat(admin.warnings(specs("endless.", 1), List.of()))
                    .containsExactly(
                        "topics endless.dead-letters, endless.deviations, endless.forecasts,"
                            + " endless.observations: each keeps every record until the disk is"
                            + " full: set retention.bytes"));
    warnings.addInternal(topic("d", 3), Map.of("min.insync.replicas", "1", "retention.ms", "-1"));

    assertThat(warnings.lines())
        .containsExactlyInAnyOrder(
            "topic a has one replica: its records are lost with its broker",
            "topics b, d: each has min.insync.replicas 1: a committed record may be on one broker only");
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static TopicDescription topic(String name, int replicas) {
    List<Node> nodes = IntStream.range(0, replicas).mapToObj(i -> new Node(i, "h", 1)).toList();
    return new TopicDescription(
        name, false, List.of(new TopicPartitionInfo(0, nodes.get(0), nodes, nodes)));
  }

  private static List<TopicSpec> specs(String prefix, int partitions) {
    return TopicSpec.of(
        Topics.withPrefix(prefix), partitions, ONE, Optional.empty(), OptionalLong.empty());
  }
}
