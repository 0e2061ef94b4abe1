package io.wavecast.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CivilTimeTest {
  @ParameterizedTest
  @CsvSource({
    "UTC, 1970-01-01T00:00:00Z, 72",
    "UTC, 2024-01-01T00:00:00Z, 0",
    "UTC, 2024-01-07T23:59:59.999Z, 167",
    "UTC, 1969-12-31T23:59:59.999Z, 71",
    "Asia/Kolkata, 2024-01-01T00:29:59Z, 5",
    "Asia/Kolkata, 2024-01-01T00:30:00Z, 6",
    // clocks go forward from 02:00 to 03:00, and back from 03:00 to 02:00
    "Europe/Berlin, 2024-03-31T00:59:59.999Z, 145",
    "Europe/Berlin, 2024-03-31T01:00:00Z, 147",
    "Europe/Berlin, 2024-10-27T00:59:59Z, 146",
    "Europe/Berlin, 2024-10-27T01:00:00Z, 146",
    "Europe/Berlin, 2024-10-27T02:00:00Z, 147",
    // noon of Mondays in winter and in summer
    "Europe/Berlin, 2024-01-01T11:00:00Z, 12",
    "Europe/Berlin, 2024-07-01T10:00:00Z, 12"
  })
  void hours_are_counted_from_monday_as_clocks_show_them(String zone, Instant time, int hour) {
    assertThat(new CivilTime(ZoneId.of(zone)).hourOfWeek(time.toEpochMilli())).isEqualTo(hour);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"})
  void times_in_any_order_have_the_hour_that_the_calendar_says(String name) {
    ZoneId zone = ZoneId.of(name);
    CivilTime civil = new CivilTime(zone);
    SplittableRandom random = new SplittableRandom(7);

    for (int i = 0; i < 5000; i++) {
      long time = random.nextLong(-2_000_000_000_000L, 4_000_000_000_000L);
      ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
      assertThat(civil.hourOfWeek(time))
          .as("%s", local)
          .isEqualTo(24 * (local.getDayOfWeek().getValue() - 1) + local.getHour());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 1970-01-01T00:29:59.999Z, 0",
    "UTC, 1969-12-31T23:59:59.999Z, 47",
    "Asia/Kathmandu, 2024-01-01T00:14:59Z, 11",
    "Asia/Kathmandu, 2024-01-01T00:15:00Z, 12",
    "Europe/Berlin, 2024-01-01T11:30:00Z, 25",
    "Europe/Berlin, 2024-07-01T10:30:00Z, 25"
  })
  void half_hours_are_counted_from_midnight(String zone, Instant time, int halfHour) {
    assertThat(new CivilTime(ZoneId.of(zone)).halfHourOfDay(time.toEpochMilli()))
        .isEqualTo(halfHour);
  }

  @Test
  void times_on_both_sides_of_a_change_may_alternate() {
    CivilTime civil = new CivilTime(ZoneId.of("Europe/Berlin"));
    long change = Instant.parse("2024-03-31T01:00:00Z").toEpochMilli();

    assertThat(civil.hourOfWeek(change)).isEqualTo(147);
    assertThat(civil.hourOfWeek(change - 1)).isEqualTo(145);
    assertThat(civil.hourOfWeek(change)).isEqualTo(147);
  }
}
