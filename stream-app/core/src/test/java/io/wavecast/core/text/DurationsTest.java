package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0ms, PT0S
          200ms, PT0.2S
          5s, PT5S
          5 s, PT5S
          2m, PT2M
          1h, PT1H
          7d, PT168H
          999999999999ms, PT999999999.999S
          PT5S, PT5S
          pt1h30m, PT1H30M
          P1DT1S, PT24H1S
          """)
  void reads_number_and_unit_or_iso_8601(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "5", "s", "5 S", "5min", "-5s", "1.5s", "5s ", "1h30m", "soon"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a duration such as 200ms, 5s, 2m, 1h or 7d, got: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000001d", "999999999999d", "PT2562047788015215H", "-P1000000001D"})
  void what_no_long_holds_is_refused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be at most 1000000000d, got: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0s", "1ms", "1500ms", "1s", "90s", "1m", "61m", "1h", "25h", "1d", "36500d"})
  void writes_the_largest_unit_that_divides_it(String text) {
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0s, 0 ms
          90ms, 90 ms
          999ms, 999 ms
          1499ms, 1 s
          59700ms, 1 min
          61s, 1 min 1 s
          3599700ms, 1 h
          33m, 33 min
          20400s, 5 h 40 min
          86370s, 1 d
          192h, 8 d
          500h, 20 d 20 h
          """)
  void people_read_the_two_largest_units(String duration, String text) {
    assertThat(Durations.words(Durations.parse(duration))).isEqualTo(text);
  }
}
