package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors say why a value is refused and where it was given. */
class RefusalsTest {
  @TempDir private Path dir;

  @Test
  void a_pattern_of_labels_is_refused_with_the_reason() {
    assertThatThrownBy(() -> Settings.of(Map.of("labels.pattern", "(?<team>[a-z]+")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("got: '(?<team>[a-z]+' (--labels-pattern): ")
        .hasMessageContaining("missing closing )");
    assertThatThrownBy(() -> Settings.of(Map.of("labels.pattern", "(?<series>.*)")))
        .hasMessageEndingWith(
            "and none of [alertname, application, incident, series, severity], got: series");
  }

  @Test
  void the_reason_for_a_secret_is_not_told() {
    assertThatThrownBy(() -> Settings.of(Map.of("delivery.webhook.url", "http://planted secret")))
        .hasMessageNotContaining("planted");
  }

  @Test
  void a_rule_is_refused_with_the_line_of_the_file() throws IOException {
    Path file = dir.resolve("wavecast.yaml");
    Files.writeString(file, "level: 0.8\nalerts:\n  rules:\n    - web web.* window=x\n");
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));

    assertThatThrownBy(() -> forecasts(settings))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "alerts.rules: window of alert rule 'web' must be a whole number, got: 'x' (%s, line 4)"
                .formatted(file));
  }

  @Test
  void a_rule_is_refused_with_its_variable() {
    Settings settings =
        Settings.load(
            Host.SERVICE, Map.of(), Map.of("WAVECAST_ALERTS_RULES", "web"), Optional.empty());

    assertThatThrownBy(() -> forecasts(settings))
        .hasMessage(
            "alerts.rules: an alert rule must have a name and a pattern, got: 'web'"
                + " (WAVECAST_ALERTS_RULES)");
  }

  private static void forecasts(Settings settings) {
    PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  }
}
