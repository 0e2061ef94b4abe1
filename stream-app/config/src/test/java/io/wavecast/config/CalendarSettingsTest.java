package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calendar in the settings. */
class CalendarSettingsTest {
  @Test
  void calendar_entries_are_read_with_commas_in_rules_and_the_zone_of_days() {
    Settings settings =
        Settings.of(
            Map.of(
                "calendar.entries",
                "['patch db.* start=2026-01-13T22:00 duration=4h rule=FREQ=WEEKLY;BYDAY=MO,TU',"
                    + " {name: holiday, series: '*', start: 2026-12-25, zone: UTC, effect: mute}]",
                "time.zone",
                "Europe/Berlin"));
    Settings wrong = Settings.of(Map.of("calendar.entries", "a * start=2026-01-01 rule=FREQ=X"));

    List<CalendarEntry> entries =
        PipelineSettings.forecasts(settings, 1 << 20).calendars().current().entries();
    assertThat(entries).extracting(CalendarEntry::name).containsExactly("patch", "holiday");
    assertThat(entries)
        .extracting(entry -> entry.zone().getId())
        .containsExactly("Europe/Berlin", "UTC");
    assertThat(entries.get(0).rule()).isEqualTo("FREQ=WEEKLY;BYDAY=MO,TU");
    assertThatThrownBy(() -> PipelineSettings.check(wrong))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("calendar.entries: rule of calendar entry 'a' must be");
  }

  @Test
  void the_topic_is_followed_on_request_and_no_other_topic_may_have_its_name() {
    Settings off = Settings.of(Map.of());
    Settings on = Settings.of(Map.of("calendar.enabled", "true", "topics.prefix", "p."));
    Settings twice = Settings.of(Map.of("topics.names", "calendar=wavecast.alerts"));

    assertThat(PipelineSettings.followedCalendar(off)).isEmpty();
    assertThat(PipelineSettings.calendarTopic(off)).isEqualTo("wavecast.calendar");
    assertThat(PipelineSettings.followedCalendar(on)).contains("p.calendar");
    assertThatThrownBy(() -> PipelineSettings.check(twice))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("topics.names: topics must have different names")
        .hasMessageEndingWith("(--topics-names)");
  }
}
