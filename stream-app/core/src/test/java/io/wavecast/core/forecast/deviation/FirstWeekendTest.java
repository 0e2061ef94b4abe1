package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.CivilTime;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When people rest in the first week of a series, by clocks in Berlin. */
class FirstWeekendTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-05, 2026-01-09T12:00, false", // Friday
    "2026-01-05, 2026-01-10T06:00, false", // what has passed was night
    "2026-01-05, 2026-01-10T06:15, true",
    "2026-01-05, 2026-01-10T12:00, true",
    "2026-01-05, 2026-01-11T03:00, false", // night
    "2026-01-05, 2026-01-11T23:45, true",
    "2026-01-05, 2026-01-12T01:30, true", // two hours before it was Sunday
    "2026-01-05, 2026-01-12T02:30, false",
    "2026-01-05, 2026-01-17T12:00, false", // the second one
    "2026-01-04, 2026-01-11T23:45, true", // of a series that began on a Sunday
  })
  void by_day_high_values_are_not_missed(String began, String now, boolean lacks) {
    assertThat(FirstWeekend.lacksHighs(sample(began, now))).isEqualTo(lacks);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05, 2026-01-10T11:59, false",
    "2026-01-05, 2026-01-10T12:00, true",
    "2026-01-05, 2026-01-11T03:00, true",
    "2026-01-05, 2026-01-12T11:59, true",
    "2026-01-05, 2026-01-12T12:00, false",
    "2026-01-05, 2026-01-17T15:00, false",
    "2026-01-04, 2026-01-11T15:00, true",
  })
  void from_noon_to_noon_a_series_may_stay_low(String began, String now, boolean stays) {
    assertThat(FirstWeekend.staysLow(sample(began, now))).isEqualTo(stays);
  }

  private static Sample sample(String began, String now) {
    Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);
    s.clock = new CivilTime(ZoneId.of("Europe/Berlin"));
    s.began = Instant.parse(began + "T00:00:00Z").toEpochMilli();
    s.time = Instant.parse(now + ":00Z").toEpochMilli() - 3_600_000;
    return s;
  }
}
