package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InternalTopicsTest {
  @Test
  void they_have_the_settings_that_kafka_streams_would_give_them() {
    assertThat(changelog(Map.of()).configs())
        .containsEntry("segment.bytes", "67108864")
        .containsEntry("max.message.bytes", "2097152")
        .containsEntry("cleanup.policy", "compact");
  }

  @Test
  void settings_of_kafka_apply_to_them() {
    TopicSpec changelog =
        changelog(
            Map.of(
                "kafka.producer.max.request.size", "1000000",
                "kafka.topic.segment.bytes", "1048576",
                "kafka.topic.compression.type", "lz4"));

    assertThat(changelog.configs())
        .containsEntry("segment.bytes", "1048576")
        .containsEntry("max.message.bytes", "1000000")
        .containsEntry("compression.type", "lz4");
    assertThat(changelog.differences(1, changelog.configs())).isEmpty();
  }

  @Test
  void inputs_have_none() {
    Map<String, String> inputs = Map.of("inputs", "[{topics: raw}]");
    Settings settings = Settings.load(Host.SERVICE, inputs, Map.of(), Optional.empty());

    assertThat(InternalTopics.of(settings, input -> 1))
        .extracting(TopicSpec::name)
        .containsExactly("wavecast-series-changelog");
    assertThat(TopicSpec.of(settings)).contains(new TopicSpec("raw", 1, (short) -1, Map.of()));
  }

  private static TopicSpec changelog(Map<String, String> flags) {
    Settings settings = Settings.load(Host.SERVICE, flags, Map.of(), Optional.empty());
    return InternalTopics.of(settings, input -> 1).get(0);
  }
}
