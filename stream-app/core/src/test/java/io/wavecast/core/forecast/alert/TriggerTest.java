package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          score 4.1 above 1.0; value 39.2, expected 8.0 to 12.0 | SCORE
          3 of the last 5 scores above 1.0, now 4.1; value 39.2 has stopped moving | SCORE
          3 of the last 5 observations breach; score 4.1 is above 1.0 | SCORE
          value 9.0 is outside the intervals at the lead times 1, 5, expected 1.0 to 2.0 | OUTSIDE
          3 of the last 5 observations breach; value 9.0 is outside the intervals at the lead times 1, expected 1.0 to 2.0 | OUTSIDE
          value 90.0 is at or above the limit 90.0 | LIMIT
          2 of the last 3 observations breach; falls to 5.0 within 4 steps with probability 0.8; value 7.0 | LIMIT
          """)
  void a_reason_says_what_raised_the_alert(String reason, Trigger trigger) {
    assertThat(Trigger.of(reason)).isEqualTo(trigger);
  }

  @Test
  void a_stale_series_was_silent() {
    assertThat(Trigger.of(Reasons.ofStale(Duration.ofMinutes(5)))).isEqualTo(Trigger.STALE);
  }
}
