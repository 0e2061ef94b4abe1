package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0
          1700000000, 1700000000000
          -5, -5000
          1.5, 1500
          0.0005, 0
          0.0015, 2
          1.7e9, 1700000000000
          99999999999, 99999999999000
          -99999999999, -99999999999000
          100000000000, 100000000000
          -100000000000, -100000000000
          1700000000000, 1700000000000
          1700000000000.6, 1700000000001
          """)
  void small_numbers_are_seconds_and_large_ones_ms(String text, long ms) {
    assertThat(Timestamps.parse(text)).isEqualTo(ms);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2020-01-02, 2020-01-02T00:00:00Z
          2020-01-02 03:04, 2020-01-02T03:04:00Z
          2020-01-02T03:04:05, 2020-01-02T03:04:05Z
          2020-01-02 03:04:05.678901, 2020-01-02T03:04:05.678Z
          2020-01-02T03:04:05Z, 2020-01-02T03:04:05Z
          2020-01-02T03:04:05+02:00, 2020-01-02T01:04:05Z
          2020-01-02T03:04:05-0530, 2020-01-02T08:34:05Z
          2020-02-29T10:00:00Z, 2020-02-29T10:00:00Z
          2020-02-29T24:00:00Z, 2020-03-01T00:00:00Z
          2020-04-30, 2020-04-30T00:00:00Z
          """)
  void iso_times_are_utc_unless_they_have_an_offset(String text, Instant expected) {
    assertThat(Timestamps.parse(text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1,5",
        "2020-13-01",
        "2020-01-02 25:00",
        "2020-02-30T10:00:00Z",
        "2020-02-30T24:00:00Z",
        "2021-02-29",
        "2020-04-31 10:00",
        "2020-01-02T",
        "1e30",
        "+999999999-12-31T23:59:59Z",
        "0x10",
        "1.",
        "+5"
      })
  void other_texts_are_no_times(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-05-28T22:26:40, 2026-05-28T20:26:40Z
          2026-01-28 22:26:40, 2026-01-28T21:26:40Z
          2026-05-28, 2026-05-27T22:00:00Z
          2026-05-28T22:26:40Z, 2026-05-28T22:26:40Z
          2026-05-28T22:26:40+01:00, 2026-05-28T21:26:40Z
          1700000000, 2023-11-14T22:13:20Z
          """)
  void a_zone_applies_to_texts_without_an_offset(String text, Instant expected) {
    assertThat(Timestamps.parse(text, ZoneId.of("Europe/Berlin")))
        .isEqualTo(expected.toEpochMilli());
  }
}
