package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void a_misspelt_setting_is_reported() {
    assertThat(check("WAVECAST_HTTP_TOKENFILE", "WAVECAST_HTTP_PROT"))
        .containsExactly(
            "ignored WAVECAST_HTTP_PROT, which is no setting; did you mean WAVECAST_HTTP_PORT?",
            "ignored WAVECAST_HTTP_TOKENFILE, which is no setting;"
                + " did you mean WAVECAST_HTTP_TOKEN_FILE?");
  }

  @Test
  void settings_and_what_the_launcher_and_other_programs_read_is_not() {
    assertThat(
            check(
                "WAVECAST_HTTP_PORT",
                "WAVECAST_KAFKA_SASL_MECHANISM",
                "WAVECAST_JAVA_OPTS",
                "WAVECAST_MAVEN_OPTS",
                "WAVECAST_EXTENSIONS",
                "WAVECAST_TRACE",
                "WAVECAST_SKIP_BUILD",
                "WAVECAST_PROMETHEUS_URL",
                "WAVECAST_ALERTMANAGER_URL",
                "HTTP_PROT"))
        .isEmpty();
  }

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
    Map<String, String> rest =
        withoutServices(Map.of(name, "tcp://10.96.3.7:9092", "PATH", "/bin"));

    assertThat(rest).containsOnlyKeys("PATH");
    assertThat(warnings)
        .containsExactly(
            "ignored %s: Kubernetes sets them for a service (enableServiceLinks: false prevents that)"
                .formatted(name));
  }

  @Test
  void settings_and_variables_of_other_programs_stay() {
    Map<String, String> settings =
        Map.of(
            "WAVECAST_HTTP_PORT", "9480",
            "WAVECAST_BROKER_PORT", "9092",
            "WAVECAST_KAFKA_SASL_MECHANISM", "PLAIN",
            "WAVECAST_HTTP_TOKEN", "a_SERVICE_HOST=b",
            "OTHER_SERVICE_HOST", "10.96.3.7");

    assertThat(withoutServices(settings)).isEqualTo(settings);
    assertThat(warnings).isEmpty();
  }

  private Map<String, String> withoutServices(Map<String, String> environment) {
    return Variables.withoutServices(environment, warnings::add);
  }

  private List<String> check(String... variables) {
    Map<String, String> environment =
        Stream.of(variables).collect(Collectors.toMap(name -> name, name -> "1"));
    Variables.check(environment, warnings::add);
    return warnings;
  }
}
