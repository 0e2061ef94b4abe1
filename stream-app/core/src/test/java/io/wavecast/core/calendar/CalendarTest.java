package io.wavecast.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wavecast.schemas.calendar.AppliedEntries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When entries apply. */
class CalendarTest {
  private static final long DAY = 86_400_000;

  private static Calendar calendar(String... lines) {
    return new Calendar(
        List.of(lines).stream().map(line -> CalendarText.read(line, ZoneOffset.UTC)).toList());
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  /** The first instant from which an entry applies is told, and the first at which it does not. */
  @ParameterizedTest
  @CsvSource({
    // clocks in Berlin skip from 02:00 to 03:00 on 29 March 2026, and go back on 25 October
    "Europe/Berlin, 2026-03-28T01:00, 2026-03-28T00:00:00Z, 2026-03-28T04:00:00Z",
    "Europe/Berlin, 2026-03-29T01:00, 2026-03-29T00:00:00Z, 2026-03-29T03:00:00Z",
    "Europe/Berlin, 2026-03-30T01:00, 2026-03-29T23:00:00Z, 2026-03-30T03:00:00Z",
    "Europe/Berlin, 2026-10-24T01:00, 2026-10-23T23:00:00Z, 2026-10-24T03:00:00Z",
    "Europe/Berlin, 2026-10-25T01:00, 2026-10-24T23:00:00Z, 2026-10-25T04:00:00Z",
    "Europe/Berlin, 2026-10-26T01:00, 2026-10-26T00:00:00Z, 2026-10-26T04:00:00Z",
    // clocks in New York skip on 8 March 2026, and go back on 1 November
    "America/New_York, 2026-03-07T01:00, 2026-03-07T06:00:00Z, 2026-03-07T10:00:00Z",
    "America/New_York, 2026-03-08T01:00, 2026-03-08T06:00:00Z, 2026-03-08T09:00:00Z",
    "America/New_York, 2026-11-01T01:00, 2026-11-01T05:00:00Z, 2026-11-01T10:00:00Z",
    "America/New_York, 2026-11-02T01:00, 2026-11-02T06:00:00Z, 2026-11-02T10:00:00Z",
  })
  void one_to_five_in_the_morning_is_what_clocks_show(
      String zone, String start, String from, String to) {
    Calendar once = calendar("a * start=%s duration=4h zone=%s".formatted(start, zone));
    Calendar daily =
        calendar("a * start=2020-01-01T01:00 duration=4h rule=FREQ=DAILY zone=" + zone);

    for (Calendar calendar : List.of(once, daily)) {
      assertThat(applies(calendar, at(from) - 1)).isFalse();
      assertThat(applies(calendar, at(from))).isTrue();
      assertThat(applies(calendar, at(to) - 1)).isTrue();
      assertThat(applies(calendar, at(to))).isFalse();
    }
  }

  @Test
  void a_time_that_clocks_skip_is_later_by_as_much_as_they_skip() {
    Calendar calendar =
        calendar("a * start=2026-03-29T02:15 duration=30m rule=FREQ=YEARLY zone=Europe/Berlin");

    assertThat(applies(calendar, at("2026-03-29T01:14:59Z"))).isFalse();
    assertThat(applies(calendar, at("2026-03-29T01:15:00Z"))).isTrue();
    assertThat(applies(calendar, at("2026-03-29T01:45:00Z"))).isFalse();
  }

  @Test
  void an_entry_keeps_its_length_where_clocks_skip_its_begin_but_not_its_end() {
    Calendar calendar =
        calendar("a * start=2026-03-29T02:30 duration=30m rule=FREQ=YEARLY zone=Europe/Berlin");

    assertThat(applies(calendar, at("2026-03-29T01:29:59Z"))).isFalse();
    assertThat(applies(calendar, at("2026-03-29T01:59:59Z"))).isTrue();
    assertThat(applies(calendar, at("2026-03-29T02:00:00Z"))).isFalse();
  }

  @Test
  void of_a_time_shown_twice_a_begin_is_the_first_and_an_end_the_second() {
    Calendar calendar = calendar("a * start=2026-10-25T02:15 duration=30m zone=Europe/Berlin");

    assertThat(applies(calendar, at("2026-10-25T00:14:59Z"))).isFalse();
    assertThat(applies(calendar, at("2026-10-25T00:15:00Z"))).isTrue();
    assertThat(applies(calendar, at("2026-10-25T01:44:59Z"))).isTrue();
    assertThat(applies(calendar, at("2026-10-25T01:45:00Z"))).isFalse();
  }

  /** The days of the first 85 days of 2026 on which an entry applies at noon. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=DAILY;COUNT=3 | 1 2 3",
        "FREQ=DAILY;INTERVAL=20 | 1 21 41 61 81",
        "FREQ=DAILY;UNTIL=20260103T120000Z | 1 2 3",
        "FREQ=DAILY;UNTIL=20260103T110000Z | 1 2 3",
        "FREQ=DAILY;UNTIL=20260103T105959Z | 1 2",
        "FREQ=DAILY;UNTIL=20260103 | 1 2 3",
        "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5 | 5 7 12 14 19",
        "FREQ=MONTHLY;BYDAY=2TU | 13 41 69",
        "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260301T000000Z | 30 58",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14 | 45",
      })
  void a_rule_says_on_which_days(String rule, String days) {
    Calendar calendar =
        calendar("a * start=2026-01-01T12:00 duration=1h zone=Europe/Berlin rule=" + rule.strip());

    assertThat(
            IntStream.rangeClosed(1, 85)
                .filter(day -> applies(calendar, at("2026-01-01T11:30:00Z") + (day - 1) * DAY))
                .mapToObj(Integer::toString)
                .toList())
        .containsExactly(days.strip().split(" "));
  }

  @Test
  void what_begins_on_a_day_and_lasts_for_several_applies_on_each() {
    Calendar calendar = calendar("a * start=2026-12-24 end=2026-12-27 rule=FREQ=YEARLY");

    for (int year = 2026; year < 2040; year++) {
      assertThat(applies(calendar, at(year + "-12-23T23:59:59Z"))).isFalse();
      assertThat(applies(calendar, at(year + "-12-24T00:00:00Z"))).isTrue();
      assertThat(applies(calendar, at(year + "-12-26T23:59:59Z"))).isTrue();
      assertThat(applies(calendar, at(year + "-12-27T00:00:00Z"))).isFalse();
    }
    assertThat(applies(calendar, at("2025-12-25T00:00:00Z"))).isFalse();
  }

  @Test
  void times_in_any_order_are_answered_as_by_looking_at_every_occurrence() {
    long seed = 20261126;
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of("America/New_York");
    Calendar calendar =
        calendar("a * start=2024-02-29T23:30 duration=90m zone=America/New_York rule=FREQ=DAILY");
    long first = at("2024-01-01T00:00:00Z");

    for (int i = 0; i < 20_000; i++) {
      long time = first + (long) (random.nextDouble() * 1500 * DAY);
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(time), zone);
      boolean expected =
          !local.isBefore(LocalDateTime.parse("2024-02-29T23:30"))
              && (local.toLocalTime().isBefore(LocalTime.of(1, 0))
                  || !local.toLocalTime().isBefore(LocalTime.of(23, 30)));
      assertThat(applies(calendar, time)).as("seed %d, %d", seed, time).isEqualTo(expected);
    }
  }

  @Test
  void of_entries_that_overlap_the_first_is_named_for_each_effect() {
    Calendar calendar =
        calendar(
            "learn db.* start=2026-01-01T00:00 duration=3h effect=do-not-learn",
            "both db.* start=2026-01-01T01:00 duration=3h",
            "mute db.? start=2026-01-01T02:00 duration=3h effect=mute");

    assertThat(calendar.at("db.1", Map.of(), at("2026-01-01T00:30:00Z")))
        .isEqualTo(new AppliedEntries("", "learn"));
    assertThat(calendar.at("db.1", Map.of(), at("2026-01-01T02:30:00Z")))
        .isEqualTo(new AppliedEntries("both", "learn"));
    assertThat(calendar.at("db.1", Map.of(), at("2026-01-01T03:30:00Z")))
        .isEqualTo(new AppliedEntries("both", "both"));
    assertThat(calendar.at("db.1", Map.of(), at("2026-01-01T04:30:00Z")))
        .isEqualTo(new AppliedEntries("mute", ""));
    assertThat(calendar.at("db.10", Map.of(), at("2026-01-01T04:30:00Z")))
        .isEqualTo(AppliedEntries.NONE);
    assertThat(calendar.at("web", Map.of(), at("2026-01-01T02:30:00Z")))
        .isEqualTo(AppliedEntries.NONE);
  }

  @Test
  void muted_times_that_follow_each_other_end_with_the_last() {
    Calendar calendar =
        calendar(
            "one * start=2026-01-01T00:00 duration=3h",
            "learn * start=2026-01-01T02:00 duration=30h effect=do-not-learn",
            "two db.* start=2026-01-01T03:00 duration=24h");
    long time = at("2026-01-01T01:00:00Z");

    assertThat(calendar.unmuted("db.1", Map.of(), time)).isEqualTo(at("2026-01-02T03:00:00Z"));
    assertThat(calendar.unmuted("web", Map.of(), time)).isEqualTo(at("2026-01-01T03:00:00Z"));
    assertThat(calendar.unmuted("web", Map.of(), at("2026-01-01T03:00:00Z")))
        .isEqualTo(at("2026-01-01T03:00:00Z"));
    assertThat(calendar("always * start=2020-01-01 rule=FREQ=DAILY").unmuted("web", Map.of(), time))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_copy_by_serialization_answers_alike() throws IOException, ClassNotFoundException {
    Calendar calendar = calendar("a db.* start=2026-01-01T12:00 duration=1h rule=FREQ=DAILY");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(calendar);
    Calendar copy =
        (Calendar)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    long noon = at("2026-05-05T12:30:00Z");
    assertThat(copy.at("db.1", Map.of(), noon)).isEqualTo(calendar.at("db.1", Map.of(), noon));
    assertThat(copy.at("db.1", Map.of(), noon).isMuted()).isTrue();
    assertThat(copy).isEqualTo(calendar).hasSameHashCodeAs(calendar).isNotEqualTo(Calendar.EMPTY);
  }

  @Test
  void times_beyond_what_a_rule_knows_are_answered() {
    Calendar calendar = calendar("a * start=2026-01-01T12:00 duration=1h rule=FREQ=DAILY");

    assertThat(applies(calendar, Long.MAX_VALUE)).isFalse();
    assertThat(applies(calendar, 0)).isFalse();
    assertThat(applies(calendar, at("2199-12-31T12:30:00Z"))).isTrue();
    assertThat(applies(calendar, at("2200-01-01T12:30:00Z"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=DAYLY",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=90",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;UNTIL=20251231T000000Z",
        "FREQ=DAILY;INTERVAL=0"
      })
  void a_rule_that_cannot_be_kept_is_refused_by_the_name_of_its_entry(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar("patch * start=2026-01-01T12:00 duration=1h rule=" + rule))
        .withMessageContaining("calendar entry 'patch'")
        .withMessageContaining(rule);
  }

  @Test
  void a_day_counts_as_the_first_named_day_of_the_week_and_is_not_muted() {
    Calendar calendar =
        calendar(
            "works db.* start=2026-12-25 effect=mute",
            "monday db.2 start=2026-12-25T12:20 duration=1h effect=like-monday",
            "sunday db.* start=2026-12-25 effect=like-sunday");
    long morning = at("2026-12-25T08:00:00Z");
    long noon = at("2026-12-25T12:30:00Z");

    assertThat(calendar.hasLike()).isTrue();
    assertThat(like(calendar, "db.1", morning)).isEqualTo(DayOfWeek.SUNDAY);
    assertThat(like(calendar, "db.2", noon)).isEqualTo(DayOfWeek.MONDAY);
    assertThat(like(calendar, "db.2", noon - 900_000)).isEqualTo(DayOfWeek.SUNDAY);
    assertThat(like(calendar, "db.2", noon + 3_600_000)).isEqualTo(DayOfWeek.SUNDAY);
    assertThat(like(calendar, "web.1", morning)).isNull();
    assertThat(like(calendar, "db.1", at("2026-12-26T00:00:00Z"))).isNull();
    assertThat(calendar("sunday * start=2026-12-25 effect=like-sunday").at("a", Map.of(), noon))
        .isEqualTo(AppliedEntries.NONE);
    assertThat(calendar("works * start=2026-12-25").hasLike()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DayOfWeek.class)
  void an_effect_names_each_day(DayOfWeek day) {
    String effect = "like-" + day.name().toLowerCase(Locale.ROOT);
    Calendar calendar = calendar("a * start=2026-12-25 effect=" + effect);

    assertThat(like(calendar, "s", at("2026-12-25T12:00:00Z"))).isEqualTo(day);
    assertThat(CalendarText.write(calendar.entries().get(0))).endsWith("effect=" + effect);
  }

  private static DayOfWeek like(Calendar calendar, String series, long time) {
    Calendar.Like like = calendar.like(series, Map.of(), time);
    return like == null ? null : like.day();
  }

  @Test
  void two_entries_of_one_name_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar("a * start=2026-01-01", "a b start=2026-01-02"))
        .withMessage("calendar entries must have different names, got 'a' twice");
  }

  private static boolean applies(Calendar calendar, long time) {
    return calendar.at("db.1", Map.of(), time).isMuted();
  }
}
