package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delivery.webhook.url | hush | '***' (--delivery-webhook-url): it begins with neither http:// nor https://
          delivery.webhook.url | hooks.example/hush | '***' (--delivery-webhook-url): it begins with neither http:// nor https://
          delivery.webhook.url | htps://hooks.example:8080/hush?hush | 'htps://hooks.example:8080/***' (--delivery-webhook-url): it begins with neither http:// nor https://
          delivery.webhook.url | htps://me:hush@hooks.example | '***' (--delivery-webhook-url): it begins with neither http:// nor https://
          delivery.webhook.url | https://me:hush#1@hooks.example | '***' (--delivery-webhook-url): it has no valid host
          delivery.webhook.url | http://hooks.example:65536/hush | 'http://hooks.example:65536/***' (--delivery-webhook-url): its port is above 65535
          delivery.webhook.url | https:///hush | '***' (--delivery-webhook-url): it has no valid host
          delivery.webhook.url | https://my_hooks/hush | 'https://my_hooks/***' (--delivery-webhook-url): it has no valid host
          delivery.webhook.url | http://planted hush | '***' (--delivery-webhook-url): Illegal character in authority at index 7
          delivery.webhook.url | https://hooks.example/hush hush | 'https://hooks.example/***' (--delivery-webhook-url): Illegal character in path at index 26
          delivery.alertmanager.url | me:hush@am:9093 | '***@am:9093' (--delivery-alertmanager-url): it begins with neither http:// nor https://
          delivery.alertmanager.url | https://me:hush#1@am:9093 | '***@am:9093' (--delivery-alertmanager-url): it has no valid host
          schema.registry.url | http://me:hush hush@registry | '***@registry' (--schema-registry-url): Illegal character in authority at index 7
          schema.registry.url | me:hush@registry/?u=http://x | '***@registry/?***' (--schema-registry-url): it begins with neither http:// nor https://
          schema.registry.url | registry:8081/v1?key=hush | 'registry:8081/v1?***' (--schema-registry-url): it begins with neither http:// nor https://
          delivery.runbook | docs/RUNBOOK.md#wavecastseries | 'docs/RUNBOOK.md#wavecastseries' (--delivery-runbook): it begins with neither http:// nor https://
          schema.registry.url | registry:8081 | 'registry:8081' (--schema-registry-url): it begins with neither http:// nor https://
          """)
  void what_is_no_url_is_refused_with_the_reason_and_without_secrets(
      String key, String value, String got) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
        .isInstanceOf(UsageException.class)
        .hasMessage("%s must be an http or https URL, or empty, got: %s".formatted(key, got))
        .hasMessageNotContaining("hush")
        .satisfies(e -> assertThat(Throwables.causes(e)).doesNotContain("hush"));
  }

  @Test
  void a_long_value_is_shortened() {
    assertThatThrownBy(() -> Settings.of(Map.of("topics.prefix", "x".repeat(900_000))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("got: 'xxx")
        .hasMessageEndingWith("x...' (--topics-prefix)")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }

  @Test
  void a_rule_is_refused_with_the_line_of_the_file() throws IOException {
    Path file = dir.resolve("wavecast.yaml");
    Files.writeString(
        file,
        "forecast.level: 0.8\nalerts:\n  rules:\n    - {name: web, series: web.*, window: x}\n");
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));

    assertThatThrownBy(() -> forecasts(settings))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "alerts.rules: window of alert rule 'web' must be a whole number, got: 'x' (%s, line 4)"
                .formatted(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alerts.rules | {name: a, series: a.*}; {name: web, series: web.*, window: x} | must be a whole number, got: 'x'
          alerts.rules | {name: a, series: a.*}; {name: web, series: web.*, windw: 5} | outside, limit-above, limit-below, probability, within, got: 'windw'; did you mean 'window'?
          alerts.rules | {name: a, series: a.*}; {name: a, series: b.*} | must have different names, got: [a, a]
          alerts.rules | {name: a, series: b.*, side: above}; {name: b, series: b.c, limit-above: 6} | 'b' is never used, because 'a' before it takes all of its series: put it first
          alerts.rules | {name: all, series: '*'}; {name: b, series: b.*} | 'b' is never used, because 'all' before it takes all of its series: put it first
          alerts.rules | {name: a, series: a.*}; {series: b} | name of alert rule must be given, got: 'nothing'
          alerts.rules | {name: a, series: a.*}; {name: b, series: {c: d}} | series must be plain text, not keys and values
          alerts.rules | {name: a, series: a.*}; {name: b, series: [c.*, d.*]} | series must be one pattern, not a list
          calendar.entries | {name: a, series: b, start: 2026-01-01}; {name: b, series: b, start: 2026-13-01} | such as 2026-12-24T18:00 or 2026-12-24, got: '2026-13-01'
          calendar.entries | {name: a, series: b, start: 2026-01-01}; {name: a, series: b, start: 2026-01-02} | must have different names, got 'a' twice
          models.routes | a=gru; {web: 1} | an item must be plain text, not keys and values
          models.routes | a=gru; gru | separated by commas, got: 'gru'
          models.routes | a=gru; b=nix | there is no model 'nix', there are: default, gru
          time.zones | a=UTC; b=Mars/Base | got: 'b=Mars/Base'
          series.as-rate | a; zone=eu&b | got: 'zone=eu&b'
          """)
  void a_wrong_item_of_a_list_is_refused_with_its_own_line(String key, String items, String why)
      throws IOException {
    Path file = dir.resolve("wavecast.yaml");
    String[] lines = items.split("; ", 2);
    Files.writeString(
        file, "%s:\n  - %s\n  # the second\n  - %s\n".formatted(key, lines[0], lines[1]));

    assertThatThrownBy(
            () -> {
              Settings settings =
                  Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
              forecasts(settings);
              ModelRouting.requireKnown(settings, List.of("default", "gru"));
            })
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(key)
        .hasMessageContaining(why)
        .hasMessageContaining("(" + file + ", line 4)");
  }

  @Test
  void the_singular_of_a_list_is_an_unknown_key_with_a_suggestion() {
    assertThatThrownBy(() -> Settings.of(Map.of("alerts.rule", "web *")))
        .isInstanceOf(UsageException.class)
        .hasMessage("unknown key 'alerts.rule'; did you mean 'alerts.rules'? (--alerts-rule)");
  }

  @Test
  void a_rule_is_refused_with_its_variable() {
    Settings settings =
        Settings.load(
            Host.SERVICE, Map.of(), Map.of("WAVECAST_ALERTS_RULES", "web"), Optional.empty());

    assertThatThrownBy(() -> forecasts(settings))
        .hasMessage(
            "alerts.rules: series of alert rule 'web' must be given, got: 'nothing'"
                + " (WAVECAST_ALERTS_RULES)");
  }

  private static void forecasts(Settings settings) {
    PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  }
}
