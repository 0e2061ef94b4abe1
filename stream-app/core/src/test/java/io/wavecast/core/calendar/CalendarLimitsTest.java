package io.wavecast.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an entry may make a process do. */
class CalendarLimitsTest {
  /** It is found once; the next time is beyond what the library can follow. */
  private static final String LOST = "FREQ=HOURLY;BYMONTH=1";

  private static CalendarEntry entry(String text) {
    return CalendarText.read(text, ZoneOffset.UTC);
  }

  private static CalendarEntry recurring(String rule) {
    return entry("kill * start=1970-01-01T00:00 duration=1s effect=mute rule=" + rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=HOURLY;INTERVAL=2147483647",
        "FREQ=YEARLY;INTERVAL=2147483647",
        "FREQ=YEARLY;INTERVAL=10001",
        LOST,
        "FREQ=HOURLY;BYYEARDAY=1",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=3",
        "FREQ=HOURLY;BYSECOND=60",
        "FREQ=HOURLY;BYMINUTE=0,30",
        "FREQ=HOURLY;BYSECOND=0,1",
        "FREQ=DAILY;BYMINUTE=1,2,3",
        "FREQ=YEARLY;BYSECOND=0,59",
      })
  void a_rule_that_cannot_be_followed_is_refused_when_it_is_taken(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calendar.check(recurring(rule)))
        .withMessageContaining("rule of calendar entry 'kill'")
        .withMessageContaining(rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calendar.checked(List.of(recurring(rule))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=HOURLY",
        "FREQ=HOURLY;BYMINUTE=30;BYSECOND=5",
        "FREQ=HOURLY;BYDAY=SA",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=10000",
        "FREQ=MONTHLY;BYMONTHDAY=31,-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1",
        "FREQ=DAILY;COUNT=2147483647",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
      })
  void a_rule_that_recurs_at_most_hourly_is_taken(String rule) {
    assertThatNoException().isThrownBy(() -> Calendar.check(recurring(rule)));
  }

  @Test
  void more_than_eight_occurrences_may_not_overlap() {
    String hourly = "a * start=2026-01-01T00:00 rule=FREQ=HOURLY duration=";

    assertThatNoException().isThrownBy(() -> Calendar.check(entry(hourly + "8h")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calendar.check(entry(hourly + "481m")))
        .withMessageContaining("more than 8 of its occurrences overlap");
  }

  @Test
  void a_rule_that_turns_out_to_be_lost_is_switched_off_and_told_once_and_others_apply() {
    List<String> told = new ArrayList<>();
    CalendarEntry daily = entry("daily * start=1970-01-01T00:00 duration=1h rule=FREQ=DAILY");
    Calendar calendar = new Calendar(List.of(recurring(LOST), daily), told::add);
    long time = Instant.parse("2026-05-01T00:30:00Z").toEpochMilli();

    for (long at = time; at < time + 400L * 86_400_000; at += 86_400_000) {
      assertThat(calendar.at("db.1", Map.of(), at).mutedBy()).isEqualTo("daily");
      assertThat(calendar.unmuted("db.1", Map.of(), at)).isEqualTo(at + 1_800_000);
    }
    assertThat(told)
        .containsExactly(
            "calendar entry 'kill' is switched off, its rule '"
                + LOST
                + "' cannot be followed: "
                + "too many empty recurrence sets");
  }

  @Test
  void with_many_entries_fewer_days_are_kept_and_the_answers_are_the_same() {
    List<CalendarEntry> many =
        IntStream.range(0, 9000)
            .mapToObj(i -> entry("e" + i + " s" + i + " start=2026-01-01T00:00 duration=20d"))
            .toList();
    Calendar calendar = new Calendar(many);
    long time = Instant.parse("2026-01-01T00:30:00Z").toEpochMilli();

    for (int day = 0; day < 20; day++) {
      assertThat(calendar.at("s77", Map.of(), time + day * 86_400_000L).mutedBy()).isEqualTo("e77");
    }
  }
}
