package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariablesTest {
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
                "WAVECAST_COLUMNS",
                "WAVECAST_TRACE",
                "WAVECAST_SKIP_BUILD",
                "WAVECAST_PROMETHEUS_URL",
                "WAVECAST_ALERTMANAGER_URL",
                "HTTP_PROT"))
        .isEmpty();
  }

  private static List<String> check(String... variables) {
    List<String> warnings = new ArrayList<>();
    Map<String, String> environment =
        Stream.of(variables).collect(Collectors.toMap(name -> name, name -> "1"));
    Variables.check(environment, warnings::add);
    return warnings;
  }
}
