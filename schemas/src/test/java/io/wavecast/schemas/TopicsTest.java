package io.wavecast.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.forecast.Topics;
import org.junit.jupiter.api.Test;

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
  void names_that_kafka_refuses_and_names_given_twice_are_refused() {
    assertThatThrownBy(() -> new Topics("a b", "f", "v", "a", "d")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> new Topics("", "f", "v", "a", "d")).hasMessageContaining("got: ''");
    assertThatThrownBy(() -> new Topics("f", "f", "v", "a", "d"))
        .hasMessageContaining("different names");
  }
}
