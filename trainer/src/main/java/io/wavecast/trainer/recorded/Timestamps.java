package io.wavecast.trainer.recorded;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Reads the time stamps of CSV files. Without an offset they are taken as UTC. */
final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd[[ ]['T']HH:mm[:ss][.SSSSSS][.SSS]][XXX]");

  private Timestamps() {}

  /**
   * Milliseconds since 1970 of a whole number (milliseconds), a date, or a date and time in ISO
   * form with a blank or a T between them.
   *
   * @throws DateTimeException when it is none of these
   */
  static long millis(String text) {
    if (text.matches("-?[0-9]{1,17}")) {
      return Long.parseLong(text);
    }
    TemporalAccessor time =
        FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    Instant instant;
    if (time instanceof OffsetDateTime offset) {
      instant = offset.toInstant();
    } else if (time instanceof LocalDateTime local) {
      instant = local.toInstant(ZoneOffset.UTC);
    } else {
      instant = LocalDate.from(time).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return instant.toEpochMilli();
  }
}
