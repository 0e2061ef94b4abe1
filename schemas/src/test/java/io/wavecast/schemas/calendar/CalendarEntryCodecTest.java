package io.wavecast.schemas.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendar entries as JSON. */
class CalendarEntryCodecTest {
  private static final CalendarEntry ENTRY =
      new CalendarEntry(
          "patching",
          "db.*",
          LocalDateTime.parse("2026-01-13T22:00"),
          LocalDateTime.parse("2026-01-14T02:00:30"),
          "FREQ=MONTHLY;BYDAY=2TU",
          ZoneId.of("Europe/Berlin"),
          Effect.DO_NOT_LEARN);

  @Test
  void an_entry_is_written_and_read_as_ever() throws IOException {
    String golden = Files.readString(Path.of("src/test/resources/golden/calendarEntry-v1.json"));

    assertThat(new String(CalendarEntryCodec.write(ENTRY), UTF_8)).isEqualTo(golden);
    assertThat(CalendarEntryCodec.read(golden.getBytes(UTF_8))).isEqualTo(ENTRY);
  }

  @Test
  void one_that_occurs_once_has_no_rule() throws IOException {
    String golden =
        Files.readString(Path.of("src/test/resources/golden/calendarEntry-once-v1.json"));
    CalendarEntry once =
        new CalendarEntry("once", "*", ENTRY.start(), ENTRY.end(), "", ENTRY.zone(), Effect.MUTE);

    byte[] json = CalendarEntryCodec.write(once);

    assertThat(new String(json, UTF_8)).isEqualTo(golden).doesNotContain("rule");
    assertThat(CalendarEntryCodec.read(json)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patching | Patching | name of a calendar entry must be 1..64",
        "2026-01-13T22:00 | today | start and end must be local times such as 2026-12-24T18:00",
        "2026-01-13T22:00 | 2026-01-14T02:00:30 | end of calendar entry 'patching' must be after",
        "Europe/Berlin | Berlin | zone must be a time zone such as Europe/Berlin or UTC",
        "DO_NOT_LEARN | SLEEP | field 'effect' must be one of [MUTE, DO_NOT_LEARN, BOTH, NORMAL,",
        "DO_NOT_LEARN | NORMAL | rule of calendar entry 'patching' must be empty to be normal",
        "\"series\" | \"serie\" | series",
      })
  void what_is_wrong_is_named(String right, String wrong, String message) {
    String json =
        new String(CalendarEntryCodec.write(ENTRY), UTF_8).replace(right.strip(), wrong.strip());

    assertThatThrownBy(() -> CalendarEntryCodec.read(json.getBytes(UTF_8)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(message.strip());
  }
}
