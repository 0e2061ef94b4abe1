package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry such as like-sunday needs the memory of the week. */
class LikeEntriesTest {
  @ParameterizedTest
  @CsvSource({
    "forecast.season, off, series remember no week with forecast.season=off",
    "window.step, 2d, 'series remember a week with at most 36h between values only, window.step is 2d'"
  })
  void a_day_that_counts_as_another_has_no_effect_where_no_series_knows_the_week(
      String key, String value, String why) {
    Settings settings = settings(key, value);

    assertThat(LikeEntries.warnings(settings))
        .containsExactly("calendar entry 'xmas' has no effect: " + why);
  }

  @ParameterizedTest
  @CsvSource({"forecast.season, auto", "window.step, 1s", "window.step, 36h"})
  void elsewhere_it_may_have_one(String key, String value) {
    Settings settings = settings(key, value);

    assertThat(LikeEntries.warnings(settings)).isEmpty();
  }

  private static Settings settings(String key, String value) {
    return Settings.of(
        Map.of(
            key,
            value,
            "calendar.entries",
            "[xmas * start=2026-12-25 effect=like-sunday, patch * start=2026-12-25]"));
  }
}
