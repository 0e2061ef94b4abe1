package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLinksTest {
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WAVECAST_BROKER_PORT",
        "WAVECAST_HTTP_PORT",
        "WAVECAST_KAFKA_PORT",
        "WAVECAST_KAFKA_SERVICE_HOST",
        "WAVECAST_KAFKA_SERVICE_PORT",
        "WAVECAST_KAFKA_SERVICE_PORT_CLIENTS",
        "WAVECAST_KAFKA_PORT_9092_TCP",
        "WAVECAST_KAFKA_PORT_9092_TCP_ADDR"
      })
  void variables_of_a_service_are_ignored_with_a_warning(String name) {
    Map<String, String> rest = without(Map.of(name, "tcp://10.96.3.7:9092", "PATH", "/bin"));

    assertThat(rest).containsOnlyKeys("PATH");
    assertThat(warnings)
        .containsExactly(
            "ignored %s: Kubernetes sets them for a service (enableServiceLinks: false prevents that)"
                .formatted(name));
  }

  @Test
  void settings_stay() {
    Map<String, String> settings =
        Map.of(
            "WAVECAST_HTTP_PORT", "9480",
            "WAVECAST_BROKER_PORT", "9092",
            "WAVECAST_KAFKA_SASL_MECHANISM", "PLAIN",
            "OTHER_SERVICE_HOST", "10.96.3.7");

    assertThat(without(settings)).isEqualTo(settings);
    assertThat(warnings).isEmpty();
  }

  private Map<String, String> without(Map<String, String> environment) {
    return ServiceLinks.without(environment, warnings::add);
  }
}
