package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateSettingsTest {
  @Test
  void counters_are_named_by_keys_and_labels_of_keys_and_records() {
    Settings settings =
        Settings.of(
            Map.of(
                "series.as-rate", "*_total, type=counter&zone=eu-*",
                "labels.pattern", "(?<zone>[^.]+)\\..*"));
    Map<String, String> counter = Map.of("type", "counter");

    assertThat(isCounter(settings, "requests_total", Map.of())).isTrue();
    assertThat(isCounter(settings, "eu-1.requests", counter)).isTrue();
    assertThat(isCounter(settings, "us-1.requests", counter)).isFalse();
    assertThat(isCounter(settings, "eu-1.requests", Map.of())).isFalse();
    assertThat(isCounter(Settings.of(Map.of()), "requests_total", Map.of())).isFalse();
  }

  @Test
  void the_pipeline_knows_the_counters() {
    Settings settings = Settings.of(Map.of("series.as-rate", "a*,b", "window.max-gap", "3"));

    assertThat(PipelineSettings.forecasts(settings, 1 << 20).windows().counters().patterns())
        .extracting(Object::toString)
        .containsExactly("a*", "b");
  }

  @Test
  void a_pattern_that_is_none_is_refused() {
    assertThatThrownBy(
            () -> PipelineSettings.check(Settings.of(Map.of("series.as-rate", "a=1&b_total"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("series.as-rate")
        .hasMessageContaining("then labels such as zone=eu-*, got: 'a=1&b_total'");
  }

  private static boolean isCounter(Settings s, String series, Map<String, String> labels) {
    return s.get(WindowKeys.AS_RATE).has(series, SeriesSettings.labels(s), labels);
  }
}
