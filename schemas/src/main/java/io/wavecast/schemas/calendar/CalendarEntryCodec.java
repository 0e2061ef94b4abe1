package io.wavecast.schemas.calendar;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Reads and writes calendar entries as JSON. Unknown fields are ignored. Thread-safe. */
public final class CalendarEntryCodec {
  private CalendarEntryCodec() {}

  /**
   * Writes an entry as a JSON object in UTF-8, its fields in the order of the record; without the
   * field {@code rule} where it occurs once.
   */
  public static byte[] write(CalendarEntry entry) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("name", entry.name());
          json.writeStringField("series", entry.series());
          json.writeStringField("start", entry.start().toString());
          json.writeStringField("end", entry.end().toString());
          if (!entry.rule().isEmpty()) {
            json.writeStringField("rule", entry.rule());
          }
          json.writeStringField("zone", entry.zone().getId());
          json.writeStringField("effect", entry.effect().name());
        });
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no calendar entry; its rule is not checked
   */
  public static CalendarEntry read(byte[] value) {
    return JsonValue.read(
        value,
        "a calendar entry",
        f ->
            new CalendarEntry(
                f.get("name").text(),
                f.get("series").text(),
                time(f.get("start").text()),
                time(f.get("end").text()),
                f.get("rule").isPresent() ? f.get("rule").text() : "",
                zone(f.get("zone").text()),
                f.get("effect").oneOf(Effect.class)));
  }

  private static LocalDateTime time(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "start and end must be local times such as 2026-12-24T18:00, got: '" + text + "'", e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone must be a time zone such as Europe/Berlin or UTC, got: '" + text + "'", e);
    }
  }
}
