package io.wavecast.onnx.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "cpu, cpu, true",
    "cpu, cpu1, false",
    "host.*, host.cpu, true",
    "host.*, hostXcpu, false",
    "'[a]?', '[a]?', true",
    "'[a]?', ab, false",
    "cpu?, cpu12, false",
  })
  void a_pattern_matches_complete_keys(String pattern, String series, boolean fits) {
    assertThat(new Route(pattern, "gru").matches(series, Map.of())).isEqualTo(fits);
  }

  @Test
  @Timeout(10)
  void a_pattern_of_many_stars_is_matched_quickly() {
    Route route = new Route("*a*a*a*a*a*a*a*a*a*b", "gru");

    assertThat(route.matches("a".repeat(10_000), Map.of())).isFalse();
  }

  @Test
  void a_pattern_may_look_at_labels() {
    Route route = new Route("host.*,zone=eu-*", "gru");

    assertThat(route.matches("host.cpu", Map.of("zone", "eu-1"))).isTrue();
    assertThat(route.matches("host.cpu", Map.of())).isFalse();
    assertThatThrownBy(() -> new Route("zone=eu,host.*", "gru"))
        .hasMessageStartingWith("route to model 'gru': pattern of series must be");
  }

  @ParameterizedTest
  @CsvSource({"'', gru", "*, ' '"})
  void refuses_an_empty_pattern_or_model(String pattern, String model) {
    assertThatThrownBy(() -> new Route(pattern, model))
        .hasMessage("route must have a pattern and a model, got: '%s' and '%s'", pattern, model);
  }
}
