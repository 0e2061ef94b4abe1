package io.wavecast.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicAdmin.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTopicsTest {
  @Test
  void a_topic_of_other_producers_that_had_to_be_created_is_named() {
    List<String> foreign =
        TopicSpec.foreign(Settings.of(Map.of("inputs", "[{topics: [shop, shpo]}]")));

    List<String> warnings =
        StartTopics.warnings(
            List.of(
                new Finding("wavecast.observations", Status.CREATED, "created"),
                new Finding("wavecast.alerts", Status.DIFFERS, "wavecast.alerts: partitions 1"),
                new Finding("shop", Status.OK, "ok"),
                new Finding("shpo", Status.CREATED, "created")),
            foreign);

    assertThat(warnings)
        .containsExactly(
            "topic wavecast.alerts: partitions 1",
            "input topic shpo did not exist and was created, empty: check its name in 'inputs'");
  }
}
