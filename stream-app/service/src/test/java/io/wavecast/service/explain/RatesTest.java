package io.wavecast.service.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00 a day",
    "12.346, 12.35 a day",
    "0.1, 0.10 a day",
    "0.0999, 1 in 10 d",
    "0.004, 1 in 250 d",
    "NaN, -"
  })
  void a_rare_alert_is_one_in_some_days(double perDay, String text) {
    assertThat(Rates.text(perDay)).isEqualTo(text);
  }
}
