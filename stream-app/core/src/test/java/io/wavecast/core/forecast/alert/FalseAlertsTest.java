package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlertsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1 per 14d", "0.5 per 1d", "3 per 90m", "10 per 10m"})
  void a_rate_is_written_as_it_is_read(String text) {
    assertThat(FalseAlerts.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "per 5d", "4 per 100000", "-1 per 5d", "1 per x", "1e3 per 1d"})
  void anything_else_is_refused_with_the_form_that_is_meant(String text) {
    assertThatThrownBy(() -> FalseAlerts.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "false alerts must be a number for a series and a time, such as 1 per 14d, got: '%s'",
            text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 per 1d", "1 per 0s", "101 per 100m", "1 per 36501d", "0.1 per 9999d"})
  void what_no_series_can_keep_is_refused(String text) {
    assertThatThrownBy(() -> FalseAlerts.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "false alerts of a series must be at most 1 per 1m and at least 1 per 36500d, got: %s",
            text);
  }

  @Test
  void the_same_rate_is_rarer_among_the_values_of_a_faster_series() {
    FalseAlerts rate = new FalseAlerts(2, Duration.ofDays(1));

    assertThat(rate.perValue(3_600_000)).isCloseTo(2 / 24.0, within(1e-12));
    assertThat(rate.perValue(1_000)).isCloseTo(2 / 86_400.0, within(1e-12));
  }
}
