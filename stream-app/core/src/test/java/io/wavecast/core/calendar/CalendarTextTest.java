package io.wavecast.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries as text. */
class CalendarTextTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void everything_can_be_set_and_is_written_as_it_is_read() {
    String text =
        "patching db.* start=2026-01-13T22:00 duration=4h rule=FREQ=MONTHLY;BYDAY=2TU"
            + " zone=America/New_York effect=do-not-learn";

    CalendarEntry entry = CalendarText.read(text, BERLIN);

    assertThat(entry)
        .isEqualTo(
            new CalendarEntry(
                "patching",
                "db.*",
                LocalDateTime.parse("2026-01-13T22:00"),
                LocalDateTime.parse("2026-01-14T02:00"),
                "FREQ=MONTHLY;BYDAY=2TU",
                ZoneId.of("America/New_York"),
                Effect.DO_NOT_LEARN));
    assertThat(CalendarText.write(entry))
        .isEqualTo(text.replace("duration=4h", "end=2026-01-14T02:00"));
    assertThat(CalendarText.read(CalendarText.write(entry), BERLIN)).isEqualTo(entry);
  }

  @Test
  void a_day_lasts_from_midnight_to_midnight_and_both_effects_are_usual() {
    CalendarEntry entry = CalendarText.read("holiday * start=2026-12-25", BERLIN);

    assertThat(entry)
        .isEqualTo(
            new CalendarEntry(
                "holiday",
                "*",
                LocalDateTime.parse("2026-12-25T00:00"),
                LocalDateTime.parse("2026-12-26T00:00"),
                "",
                BERLIN,
                Effect.BOTH));
    assertThat(CalendarText.read("h * start=2026-12-24 duration=3d", BERLIN).end())
        .isEqualTo(LocalDateTime.parse("2026-12-27T00:00"));
    assertThat(CalendarText.read("h * start=2026-12-24 end=2026-12-27", BERLIN).end())
        .isEqualTo(LocalDateTime.parse("2026-12-27T00:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recurring * start=2026-03-29T02:30 duration=1h rule=FREQ=WEEKLY zone=Europe/Berlin",
        "duration * start=2026-03-29T01:00 duration=90m zone=Europe/Berlin",
        "night * start=2026-03-28T22:00 end=2026-03-29T02:00 zone=Europe/Berlin",
        "day * start=2026-04-24 zone=Africa/Cairo",
        "eve * start=2026-04-23 zone=Africa/Cairo"
      })
  void recurrences_durations_and_days_may_meet_a_time_that_clocks_skip(String text) {
    CalendarEntry entry = CalendarText.read(text, BERLIN);

    CalendarEntry again = CalendarText.read(CalendarText.write(entry), BERLIN);

    assertThat(again.start()).isEqualTo(entry.start());
    assertThat(again.end().atZone(again.zone())).isEqualTo(entry.end().atZone(entry.zone()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a * | start of calendar entry 'a' must be given, got: 'nothing'",
        "a | series of calendar entry 'a' must be given, got: 'nothing'",
        "a * end=2026-01-01 | start of calendar entry 'a' must be given, got: 'nothing'",
        "a * start=tomorrow | start of calendar entry 'a' must be a local time or day such as"
            + " 2026-12-24T18:00 or 2026-12-24, got: 'tomorrow'",
        "a * start=+999999999-12-31 | start of calendar entry 'a' must be a local time or day such as"
            + " 2026-12-24T18:00 or 2026-12-24, got: '+999999999-12-31'",
        "a * start=2026-01-01T10:00 | end of calendar entry 'a' must be given, or a duration, got:"
            + " 'neither'",
        "a * start=2026-01-01T10:00 end=2026-01-01T10:00 | end of calendar entry 'a' must be after"
            + " start (2026-01-01T10:00), got: 2026-01-01T10:00",
        "a * start=2026-01-01 end=2026-01-02 duration=1d | end of calendar entry 'a' must be absent"
            + " where there is a duration, got: '2026-01-02'",
        "a * start=2026-01-01 zone=Berlin | zone of calendar entry 'a' must be a time zone such as"
            + " Europe/Berlin or UTC, got: 'Berlin'",
        "a * start=2026-01-01 effect=silent | effect of calendar entry 'a' must be mute,"
            + " do-not-learn, both, normal, or like-monday to like-sunday, got: 'silent'",
        "a * start=2026-01-01 colour=red | settings of calendar entry 'a' must be among name,"
            + " series, start, end, duration, rule, zone, effect, got: 'colour'",
        "a * start=2026-01-01 night | must be NAME SERIES KEY=VALUE..., each key once, got: 'night'"
            + " in 'a * start=2026-01-01 night'",
        "a * start=2026-01-01 start=2026-01-02 | must be NAME SERIES KEY=VALUE..., each key once,"
            + " got: 'start=2026-01-02' in 'a * start=2026-01-01 start=2026-01-02'",
        "A * start=2026-01-01 | name of a calendar entry must be 1..64 of the characters a-z 0-9 ."
            + " _ -, a letter first, got: 'A'",
        "a * start=2026-01-01 duration=400d rule=FREQ=DAILY | end of calendar entry 'a' must be at"
            + " most 366 days after start where it recurs, got: 2027-02-05T00:00",
        "a * start=2026-03-29T02:30 duration=1h | start of calendar entry 'a' must be a time that"
            + " clocks in Europe/Berlin show, they skip from 2026-03-29T02:00 to 2026-03-29T03:00,"
            + " got: '2026-03-29T02:30'",
        "a * start=2026-03-07T22:00 end=2026-03-08T02:01 zone=America/New_York | end of calendar"
            + " entry 'a' must be a time that clocks in America/New_York show, they skip from"
            + " 2026-03-08T02:00 to 2026-03-08T03:00, got: '2026-03-08T02:01'",
        "a * start=1026-01-01 | start and end of calendar entry 'a' must be in 1970..2199, got:"
            + " 1026-01-01T00:00, 1026-01-02T00:00",
      })
  void what_is_wrong_is_named(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalendarText.read(text.strip(), BERLIN))
        .withMessage(message.strip());
  }
}
