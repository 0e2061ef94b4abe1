package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(RulePatterns.warnings(rules("web series=web.* window=5")))
        .containsExactly(
            "alerts.rules: 'series=web.*' of alert rule 'web' matches no series, since the name 'series' is reserved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web.*", "app=x", "web.*&app=x", "http{code=200}", "a*=x", "k8s.io/app=", "=x"})
  void other_patterns_give_no_warning(String pattern) {
    assertThat(RulePatterns.warnings(rules("web " + pattern))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alerts.rules | web web.*,db db.*
          alerts.rules | web web.*,db window=5
          alerts.rules | web web.* min-absolute=0,5
          calendar.entries | a a.* start=2026-01-01,b b.* start=2026-01-01
          """)
  void an_item_of_a_file_that_is_several_is_refused(String key, String item) throws Exception {
    Settings settings = file("%s:\n# the first\n- %s\n".formatted(key, item));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "%s: commas make 2 items of '%s'; write each as an item of its own, and ? for a comma in a pattern"
                .formatted(key, item))
        .hasMessageEndingWith("wavecast.yaml, line 3)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[shop service=checkout,zone=eu-* window=5]",
        "['shop service=checkout,zone=eu-* window=5']",
        "shop service=checkout,zone=eu-* window=5"
      })
  void commas_between_labels_make_no_items(String rules) throws Exception {
    Settings settings = file("alerts.rules: " + rules + "\n");

    assertThat(PipelineSettings.alerts(settings).rules())
        .extracting(rule -> rule.name() + ": " + rule.series())
        .containsExactly("shop: service=checkout,zone=eu-*");
  }

  @Test
  void a_text_with_commas_is_still_a_list() throws Exception {
    Settings settings = file("alerts.rules: web web.*, db db.*\n");

    assertThat(PipelineSettings.alerts(settings).rules()).hasSize(2);
  }

  private Settings file(String yaml) throws Exception {
    Path file = Files.writeString(dir.resolve("wavecast.yaml"), yaml);
    return Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
  }

  private static Settings rules(String text) {
    return Settings.of(Map.of("alerts.rules", text));
  }
}
