package io.wavecast.kafka.calendar;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicEntriesTest {
  private static CalendarEntry entry(String rule) {
    return new CalendarEntry(
        "a",
        "*",
        LocalDateTime.parse("2026-01-01T00:00"),
        LocalDateTime.parse("2026-01-02T00:00"),
        rule,
        ZoneOffset.UTC,
        CalendarEntry.Effect.MUTE);
  }

  @Test
  void there_is_room_for_1000_entries_that_recur_and_10000_in_all() {
    List<CalendarEntry> recurring = Collections.nCopies(1000, entry("FREQ=DAILY"));
    List<CalendarEntry> all = Collections.nCopies(10_000, entry(""));

    assertThatNoException()
        .isThrownBy(
            () -> {
              TopicEntries.requireRoom(recurring, entry(""));
              TopicEntries.requireRoom(recurring.subList(1, 1000), entry("FREQ=DAILY"));
              TopicEntries.requireRoom(all.subList(1, 10_000), entry("FREQ=DAILY"));
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicEntries.requireRoom(recurring, entry("FREQ=DAILY")))
        .withMessage("a calendar topic may have at most 1000 entries that recur");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicEntries.requireRoom(all, entry("")))
        .withMessage("a calendar topic may have at most 10000 entries");
  }
}
