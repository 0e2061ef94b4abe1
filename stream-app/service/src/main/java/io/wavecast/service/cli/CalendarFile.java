package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calendar entries in a file, one JSON object a line. */
final class CalendarFile {
  private CalendarFile() {}

  /**
   * Adds the entries of a file.
   *
   * @param configured entries that precede them, and win over those of the same name
   * @throws UsageException when it cannot be read; the message names the line
   */
  static Calendar read(Path file, Calendar configured) {
    List<CalendarEntry> entries = new ArrayList<>(configured.entries());
    List<String> names = configured.entries().stream().map(CalendarEntry::name).toList();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        CalendarEntry entry = CalendarEntryCodec.read(line.getBytes(UTF_8));
        if (!names.contains(entry.name())) {
          entries.add(entry);
        }
      }
      return Calendar.checked(entries);
    } catch (IOException e) {
      throw new UsageException("--calendar: cannot read " + file + ": " + Throwables.reason(e), e);
    } catch (BadRecordException e) {
      throw new UsageException(
          "--calendar: %s, line %d: %s".formatted(file, number, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--calendar: %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
