package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class DeletedTopicsTest extends TopicAdminOnBroker {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void a_topic_is_created_again_with_the_partitions_that_it_had() throws Exception {
    create("had.observations", 3);
    DeletedTopics topics = prepared(settings("had", Map.of()));

    assertThat(topics.restore(admin())).isEmpty();
    delete("had.observations");
    delete("had.deviations");

    assertThat(topics.restore(admin())).isEmpty();
    await().atMost(PATIENCE).until(() -> partitions("had.observations") == 3);
    await().atMost(PATIENCE).until(() -> partitions("had.deviations") == 2);
  }

  @Test
  void an_absent_topic_gets_as_many_partitions_as_its_states() throws Exception {
    Settings settings = settings("states", Map.of());
    create(ServedPipeline.of(settings).get(0).changelogTopic(), 5);

    List<TopicSpec> topics = DeletedTopics.sized(TopicSpec.of(settings), settings, admin());

    assertThat(topics)
        .filteredOn(topic -> topic.partitions() == 5)
        .extracting(TopicSpec::name)
        .containsExactly("states.observations");
  }

  @Test
  void a_topic_of_another_producer_is_reported_and_not_created() throws Exception {
    create("foreign.raw", 4);
    Map<String, String> inputs = Map.of("inputs", "[{topics: foreign.raw, format: number}]");
    DeletedTopics topics = prepared(settings("foreign", inputs));
    topics.restore(admin());

    delete("foreign.raw");

    String line = "topic 'foreign.raw' of another producer was deleted";
    assertThat(topics.restore(admin())).containsExactly(line);
    assertThat(topics.restore(admin())).containsExactly(line);
  }

  @Test
  void where_topics_are_not_to_be_created_a_deleted_one_is_reported() throws Exception {
    Settings settings = settings("never", Map.of());
    prepared(settings);
    DeletedTopics topics = new DeletedTopics(settings("never", Map.of("topics.create", "never")));
    topics.restore(admin());

    delete("never.alerts");

    assertThat(topics.restore(admin()))
        .containsExactly(
            "topic 'never.alerts' was deleted: create it again with 'wavecast topics create'");
  }

  private DeletedTopics prepared(Settings settings) {
    admin().ensure(TopicSpec.of(settings));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                admin().check(TopicSpec.of(settings)).stream()
                    .noneMatch(found -> found.status() == TopicAdmin.Status.ABSENT));
    return new DeletedTopics(settings);
  }

  private static Settings settings(String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("application-id", name + "-app");
    all.put("topics.prefix", name + ".");
    all.put("topics.partitions", "2");
    return Settings.of(all);
  }

  private int partitions(String topic) {
    return admin().partitions(List.of(topic)).getOrDefault(topic, 0);
  }

  private void create(String topic, int partitions) throws Exception {
    try (Admin kafka = Admin.create(client())) {
      kafka.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    await().atMost(PATIENCE).until(() -> partitions(topic) == partitions);
  }

  private void delete(String topic) throws Exception {
    try (Admin kafka = Admin.create(client())) {
      kafka.deleteTopics(List.of(topic)).all().get();
    }
    await().atMost(PATIENCE).until(() -> partitions(topic) == 0);
  }
}
