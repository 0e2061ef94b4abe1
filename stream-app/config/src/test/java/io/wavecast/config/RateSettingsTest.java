package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.Observation;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RateSettingsTest {
  @Test
  void counters_are_named_by_keys_and_labels_of_keys_and_records() {
    Predicate<Observation> counters =
        SeriesSettings.counters(
            Settings.of(
                Map.of(
                    "series.as-rate", "*_total, type=counter&zone=eu-*",
                    "labels.pattern", "(?<zone>[^.]+)\\..*")));

    assertThat(counters).accepts(observation("requests_total", Map.of()));
    assertThat(counters).accepts(observation("eu-1.requests", Map.of("type", "counter")));
    assertThat(counters).rejects(observation("us-1.requests", Map.of("type", "counter")));
    assertThat(counters).rejects(observation("eu-1.requests", Map.of()));
    assertThat(SeriesSettings.counters(Settings.of(Map.of())))
        .rejects(observation("requests_total", Map.of()));
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

  private static Observation observation(String series, Map<String, String> labels) {
    return new Observation(series, 0, 0, labels);
  }
}
