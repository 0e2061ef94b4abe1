package io.wavecast.service.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "topics.replication, 2, '', 2",
    "topics.replication, 3, 2, 3",
    "kafka.replication.factor, 5, 2, 5"
  })
  void from_three_replicas_on_two_acknowledge_each_record(
      String setting, String value, String least, short replicas) {
    TopicSpec changelog = changelog(Map.of(setting, value));

    assertThat(changelog.replication()).isEqualTo(replicas);
    assertThat(changelog.configs().getOrDefault("min.insync.replicas", "")).isEqualTo(least);
  }

  @Test
  void the_number_that_acknowledges_can_be_set() {
    TopicSpec changelog =
        changelog(Map.of("topics.replication", "3", "kafka.topic.min.insync.replicas", "1"));

    assertThat(changelog.configs()).containsEntry("min.insync.replicas", "1");
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

  @Test
  void flat_records_have_a_topic_like_that_of_forecasts_and_a_right_to_write() {
    Map<String, String> flat = Map.of("outputs.flat", "forecasts,alerts");
    Settings settings = Settings.load(Host.SERVICE, flat, Map.of(), Optional.empty());

    List<TopicSpec> specs = TopicSpec.of(settings);

    TopicSpec forecasts = spec(specs, "wavecast.forecasts");
    assertThat(spec(specs, "wavecast.flat-alerts").configs()).isEqualTo(forecasts.configs());
    assertThat(spec(specs, "wavecast.flat-forecasts").partitions())
        .isEqualTo(forecasts.partitions());
    assertThat(specs).noneMatch(spec -> spec.name().equals("wavecast.flat-deviations"));
    for (Program program : List.of(Program.SERVE, Program.FLINK)) {
      assertThat(program.acls(settings, true))
          .anyMatch(acl -> acl.toString().matches(".*WRITE.*wavecast.flat-forecasts.*"));
    }
  }

  private static TopicSpec spec(List<TopicSpec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  private static TopicSpec changelog(Map<String, String> flags) {
    Settings settings = Settings.load(Host.SERVICE, flags, Map.of(), Optional.empty());
    return InternalTopics.of(settings, input -> 1).get(0);
  }
}
