package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class GrowthTest extends TopicAdminOnBroker {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void an_absent_topic_gets_as_many_partitions_as_its_states() throws Exception {
    Settings settings = settings("states");
    create(ServedPipeline.of(settings).get(0).changelogTopic(), 5);

    List<TopicSpec> topics = Growth.sized(TopicSpec.of(settings), settings, admin());

    assertThat(topics)
        .filteredOn(topic -> topic.partitions() == 5)
        .extracting(TopicSpec::name)
        .containsExactly("states.observations");
  }

  private static Settings settings(String name) {
    return Settings.of(
        Map.of(
            "application.id", name + "-app",
            "topics.prefix", name + ".",
            "topics.partitions", "2"));
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
}
