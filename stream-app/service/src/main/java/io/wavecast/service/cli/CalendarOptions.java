package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.wavecast.config.CalendarKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.CalendarTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The calendar of a command that replays recorded values. */
final class CalendarOptions {
  @Option(
      names = "--calendar",
      paramLabel = "FILE",
      description = {
        "Calendar entries besides calendar.entries, as 'calendar list --json' prints them.",
        "With --calendar-enabled=true and kafka://TOPIC, the entries that are on the calendar topic"
            + " now are read as well; files alone are replayed without a broker."
      })
  private @Nullable Path file;

  /**
   * The pipeline of a replay. Of entries of one name, the one in the settings wins over the one in
   * the file, and this over the one on the topic.
   *
   * @param tell takes lines about records that are no entries, and about a setting without effect
   */
  ForecastSpec spec(ServiceConfig config, Recorded recorded, Consumer<String> tell) {
    ForecastSpec spec =
        PipelineSettings.forecasts(config.settings(), StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    if (file != null) {
      spec = spec.withCalendars(read(file, spec.calendars().current()));
    }
    if (!config.settings().get(CalendarKeys.ENABLED)) {
      return spec;
    }
    if (recorded.topics().isEmpty()) {
      tell.accept(
          "the calendar topic is not read: "
              + CalendarKeys.ENABLED.name()
              + " has an effect with kafka://TOPIC only; for files, --calendar takes what"
              + " 'wavecast calendar list --json' prints");
      return spec;
    }
    String topic = PipelineSettings.calendarTopic(config.settings());
    return spec.withCalendars(
        new Calendar(
            merged(
                spec.calendars().current().entries(),
                new CalendarTopic(config.kafka().asMap(), topic, tell).read()),
            tell));
  }

  /** Entries, and those of others that have other names. */
  private static List<CalendarEntry> merged(
      List<CalendarEntry> known, Collection<CalendarEntry> more) {
    Set<String> names = known.stream().map(CalendarEntry::name).collect(toSet());
    return Stream.concat(
            known.stream(), more.stream().filter(entry -> !names.contains(entry.name())))
        .toList();
  }

  /**
   * Adds the entries of a file, one JSON object a line.
   *
   * @param configured entries that precede them, and win over those of the same name
   * @throws UsageException when it cannot be read; the message names the line
   */
  private static Calendar read(Path file, Calendar configured) {
    List<CalendarEntry> entries = new ArrayList<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        entries.add(CalendarEntryCodec.read(line.getBytes(UTF_8)));
      }
      return Calendar.checked(merged(configured.entries(), entries));
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
