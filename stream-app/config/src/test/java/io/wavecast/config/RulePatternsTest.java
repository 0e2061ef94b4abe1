package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a rule or a calendar entry is taken for something else than was meant. */
class RulePatternsTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "k8s.io/app=x, k8s.io/app=x",
    "app-name=web-*&zone=eu, app-name=web-*",
    "web.*&1st=a, 1st=a"
  })
  void a_label_whose_name_no_label_has_is_a_pattern_of_keys(String pattern, String part) {
    assertThat(RulePatterns.warnings(rules("web " + pattern + " window=5")))
        .containsExactly(
            "alerts.rules: '%s' of alert rule 'web' is a pattern of keys and not of a label, whose name has letters, digits and _ only"
                .formatted(part));
  }

  @Test
  void a_label_with_a_reserved_name_matches_nothing() {
    assertThat(RulePatterns.warnings(rules("web severity=web.* window=5")))
        .containsExactly(
            "alerts.rules: 'severity=web.*' of alert rule 'web' matches no series, since the name 'severity' is reserved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web.*", "app=x", "web.*&app=x", "http{code=200}", "a*=x", "k8s.io/app=", "=x"})
  void other_patterns_give_no_warning(String pattern) {
    assertThat(RulePatterns.warnings(rules("web " + pattern))).isEmpty();
  }

  @Test
  void an_item_of_a_file_has_keys_and_values() throws Exception {
    Settings settings = file("alerts.rules:\n# the first\n- web web.* window=5\n");

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "alerts.rules: an item must have keys and values, got: 'web web.* window=5'")
        .hasMessageEndingWith("wavecast.yaml, line 3)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop service=checkout,zone=eu-* window=5",
        "{name: shop, series: 'service=checkout,zone=eu-*', window: 5}",
        "[{name: shop, series: 'service=checkout,zone=eu-*', window: 5}]",
        "[{\"name\": \"shop\", \"series\": \"service=checkout,zone=eu-*\", \"window\": 5}]"
      })
  void a_flag_is_a_line_or_yaml_or_json(String rules) {
    assertThat(PipelineSettings.alerts(rules(rules)).rules())
        .isEqualTo(List.of(RuleText.read("shop service=checkout,zone=eu-* window=5")));
  }

  @Test
  void lead_times_may_be_a_list() {
    assertThat(PipelineSettings.alerts(rules("{name: a, series: b, outside: [1, 5]}")).rules())
        .isEqualTo(List.of(RuleText.read("a b outside=1+5")));
  }

  private Settings file(String yaml) throws Exception {
    Path file = Files.writeString(dir.resolve("wavecast.yaml"), yaml);
    return Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
  }

  private static Settings rules(String text) {
    return Settings.of(Map.of("alerts.rules", text));
  }
}
