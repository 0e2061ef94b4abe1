package io.wavecast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void names_stand_behind_their_prefix() {
    assertThat(Topics.withPrefix(Topics.DEFAULT_PREFIX))
        .isEqualTo(
            new Topics(
                "wavecast.observations",
                "wavecast.forecasts",
                "wavecast.deviations",
                "wavecast.alerts",
                "wavecast.dead-letters"));
  }

  @Test
  void all_topics_of_a_pipeline_are_listed() {
    assertThat(Topics.withPrefix("p.").all())
        .containsExactly(
            "p.observations", "p.forecasts", "p.deviations", "p.alerts", "p.dead-letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-z_0.9", "...", "x.."})
  void names_that_kafka_accepts_are_accepted(String name) {
    assertThat(new IncidentTopics(name, "l", "d").alerts()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a/b", ".", ".."})
  void names_that_kafka_rejects_are_rejected(String name) {
    String message =
        "topic name must have 1..249 of the characters a-z A-Z 0-9 . _ -, got: '" + name + "'";

    assertThatThrownBy(() -> new Topics(name, "f", "v", "a", "d")).hasMessage(message);
    assertThatThrownBy(() -> new Topics("o", "f", "v", "a", name)).hasMessage(message);
    assertThatThrownBy(() -> new IncidentTopics("a", name, "d")).hasMessage(message);
  }

  @Test
  void names_may_have_249_characters() {
    assertThat(new IncidentTopics("x".repeat(249), "l", "d").alerts()).hasSize(249);
    assertThatThrownBy(() -> new IncidentTopics("x".repeat(250), "l", "d"))
        .hasMessageContaining("1..249");
  }

  @Test
  void a_name_given_twice_is_rejected() {
    assertThatThrownBy(() -> new Topics("f", "f", "v", "a", "d"))
        .hasMessage("topics must have different names, got: [f, f, v, a, d]");
    assertThatThrownBy(() -> new IncidentTopics("a", "i", "a")).hasMessageContaining("different");
  }
}
