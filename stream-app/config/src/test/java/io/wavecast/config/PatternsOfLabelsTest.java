package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels in the patterns of rules, routes and calendars, and where observations hold them. */
class PatternsOfLabelsTest {
  @TempDir private Path dir;

  @Test
  void rules_and_calendar_entries_may_have_several_labels() throws Exception {
    Path file = dir.resolve("wavecast.yaml");
    Files.writeString(
        file,
        """
        alerts.rules:
        - {name: shop, series: 'service=checkout,zone=eu-*', window: 5}
        - {name: host, series: 'web.*,zone=b,name=x'}
        - {name: all, series: '*', stale-after: 5m}
        calendar.entries:
        - name: db
          series: db.*,service=db,zone=eu
          start: 2026-01-13
          rule: FREQ=MONTHLY;BYDAY=1TU,2TU
        - {name: other, series: zone=b, start: 2026-01-13, effect: mute}
        """);
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));

    ForecastSpec spec = forecasts(settings);

    assertThat(spec.alerts().rules())
        .extracting(rule -> rule.name() + ": " + rule.series())
        .containsExactly("shop: service=checkout,zone=eu-*", "host: web.*,zone=b,name=x", "all: *");
    assertThat(spec.alerts().usesLabels()).isTrue();
    assertThat(spec.calendars().current().entries())
        .extracting(entry -> entry.name() + ": " + entry.series())
        .containsExactly("db: db.*,service=db,zone=eu", "other: zone=b");
    assertThat(spec.calendars().current().usesLabels()).isTrue();
  }

  @Test
  void routes_separate_labels_by_an_ampersand() {
    Settings settings =
        Settings.of(
            Map.of("models.routes", "web.*&service=a&zone=eu-*=gru, host=lstm, zone=b=gru"));

    assertThat(ModelRouting.of(settings).routes())
        .isEqualTo(
            List.of(
                new Route("web.*&service=a&zone=eu-*", "gru"),
                new Route("host", "lstm"),
                new Route("zone=b", "gru")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alerts.rules | r zone=eu,web.* | alerts.rules: alert rule 'r': pattern of series must be a"
            + " pattern of keys, then labels such as zone=eu-*, got: 'zone=eu,web.*'"
            + " (--alerts-rules)",
        "alerts.rules | r window=5 | alerts.rules: series of alert rule 'r' must be a pattern"
            + " without the setting 'window', got: 'window=5' (--alerts-rules)",
        "alerts.rules | r zone=a&zone=b | alerts.rules: alert rule 'r': pattern of series must name"
            + " label 'zone' once, got: 'zone=a&zone=b' (--alerts-rules)",
        "calendar.entries | c zone=&b start=2026-01-01 | calendar.entries: calendar entry 'c':"
            + " pattern of series must be a pattern of keys, then labels such as zone=eu-*, got:"
            + " 'zone=&b' (--calendar-entries)",
      })
  void what_is_no_pattern_is_refused_with_where_it_was_given(
      String key, String text, String message) {
    assertThatThrownBy(() -> forecasts(Settings.of(Map.of(key, text))))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void a_route_that_is_no_pattern_is_refused_with_where_it_was_given() {
    Settings settings = Settings.of(Map.of("models.routes", "zone=a&x=gru"));

    assertThatThrownBy(() -> ModelRouting.of(settings))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "models.routes: route to model 'gru': pattern of series must be a pattern of keys, then"
                + " labels such as zone=eu-*, got: 'zone=a&x' (--models-routes)");
  }

  @Test
  void observations_hold_labels_where_wavecast_writes_them_or_an_input_says() {
    assertThat(labels("")).hasToString("/labels");
    assertThat(labels("{labels: /meta}")).hasToString("/meta");
    assertThat(labels("{value: /v}")).isNull();
    assertThat(labels("[{topics: raw}]")).hasToString("/labels");
  }

  private static Object labels(String inputs) {
    return PipelineSettings.format(Settings.of(Map.of("inputs", inputs))).labels();
  }

  private static ForecastSpec forecasts(Settings settings) {
    return PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  }
}
