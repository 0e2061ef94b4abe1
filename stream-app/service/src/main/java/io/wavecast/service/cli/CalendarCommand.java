package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.config.LikeEntries;
import io.wavecast.config.WindowKeys;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.CalendarTopic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code wavecast calendar}: the entries on the calendar topic. */
@Command(
    name = "calendar",
    description = "Adds, lists or removes entries of the calendar topic: maintenance, holidays.",
    subcommands = {
      CalendarCommand.Add.class,
      CalendarCommand.Show.class,
      CalendarCommand.Remove.class
    })
final class CalendarCommand extends CommandGroup {
  private static final Set<Group> GROUPS = Set.of(Group.KAFKA, Group.TOPICS);

  /** Common to all. */
  private abstract static class EntryCommand extends ResultCommand {
    EntryCommand() {
      super(GROUPS);
    }

    /** Refuses what is wrong before a cluster is asked. */
    void check() {}

    abstract void run(CalendarTopic topic);

    @Override
    public Integer call() {
      ServiceConfig config = config();
      check();
      run(CalendarTopic.open(config, Program.CALENDAR, this::tell));
      return 0;
    }

    void show(CalendarEntry entry, String text) {
      print(json ? new String(CalendarEntryCodec.write(entry), UTF_8) : text);
    }
  }

  /** {@code wavecast calendar add}. */
  @Command(
      name = "add",
      description = "Writes an entry; one of the same name is replaced.",
      footer =
          "%nExample: wavecast calendar add patching 'db.*' start=2026-01-13T22:00 duration=4h"
              + " 'rule=FREQ=MONTHLY;BYDAY=2TU' zone=Europe/Berlin")
  static final class Add extends EntryCommand {
    @Parameters(
        arity = "1..*",
        paramLabel = "ENTRY",
        description =
            "NAME PATTERN start=TIME, then further settings, as in calendar.entries (CONFIG.md): in"
                + " one pair of quotes or word by word. Without a zone: time.zone of --config,"
                + " which is UTC by default.")
    private List<String> words = List.of();

    @Override
    void check() {
      LikeEntries.warnings(settings(), List.of(entry())).forEach(this::tell);
    }

    private CalendarEntry entry() {
      try {
        CalendarEntry entry =
            CalendarText.read(String.join(" ", words), settings().get(WindowKeys.ZONE));
        Calendar.check(entry);
        return entry;
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    void run(CalendarTopic topic) {
      CalendarEntry entry = entry();
      boolean replaces = topic.read().stream().anyMatch(e -> e.name().equals(entry.name()));
      topic.write(entry.name(), Optional.of(entry));
      show(entry, (replaces ? "replaced: " : "added: ") + CalendarText.write(entry));
    }
  }

  /** {@code wavecast calendar list}. */
  @Command(
      name = "list",
      description =
          "Prints the entries on the topic, as 'calendar add' and --calendar-entries take them.")
  static final class Show extends EntryCommand {
    @Override
    void run(CalendarTopic topic) {
      topic.read().forEach(entry -> show(entry, CalendarText.write(entry)));
    }
  }

  /** {@code wavecast calendar remove}. */
  @Command(name = "remove", description = "Removes an entry.")
  static final class Remove extends EntryCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the entry.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    void run(CalendarTopic topic) {
      List<String> names = topic.read().stream().map(CalendarEntry::name).toList();
      if (!names.contains(name)) {
        throw new FailureException(
            "there is no calendar entry '%s' on the topic, only %s".formatted(name, names));
      }
      topic.write(name, Optional.empty());
      result("removed: %s", JsonWriter.fields("removed", name));
    }
  }
}
