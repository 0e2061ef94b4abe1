package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Entries on the calendar topic, on every engine alike: some are there before the program starts,
 * one arrives while it runs. What it then writes is what a replay writes that has the same entries
 * in its settings. Of each series all observations are sent once its entry is known.
 */
@Tag("slow")
public abstract class CalendarTopicContract extends ProgramContract {
  private static final String NAME = "calendared";
  private static final ForecastSpec SPEC =
      ForecastSpec.of(StreamSettings.of(Topics.withPrefix(NAME + ".")), EngineSettings.LEVEL);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);
  private static final String PROBE = "late.probe";

  /** The anomaly lasts from value 200 to 229; entries, from value 190 to 219. */
  private static final int VALUES = 260;

  /** So that no broker deletes a record for its age. */
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(7200);

  private final List<CalendarEntry> first =
      List.of(entry("quiet", "mute"), entry("odd", "do-not-learn"), entry("works", "both"));
  private final CalendarEntry later = entry("late", "mute");

  /** The shipped models with default settings, as the program has them. */
  protected abstract Forecasters models();

  /**
   * The alerts that the program's own replay of the topics by now prints, in order within each
   * series; empty if it has none.
   *
   * @param config a configuration file
   */
  protected abstract Optional<List<String>> replayedAlerts(Path config);

  @Test
  void entries_on_the_topic_do_what_entries_of_the_settings_do_in_a_replay() throws Exception {
    Path config = prepare(NAME, "calendar.enabled: true\n");
    for (CalendarEntry entry : first) {
      send(entry);
    }
    List<Observation> observations = observations("quiet.a", "odd.a", "works.a", "plain.a");
    send(NAME, observations);
    start(config);
    read(NAME + ".forecasts", 1);

    send(later);
    awaitKnown();
    List<Observation> last = observations("late.a");
    send(NAME, last);
    observations.addAll(last);

    WrittenEvents written = written(observations.size() - 5);
    assertThat(written.byPlace().get(NAME + ".alerts of plain.a"))
        .as("began at %s", start)
        .isNotNull();
    List<CalendarEntry> entries = new ArrayList<>(first);
    entries.add(later);
    entries.forEach(entry -> assertApplied(written, entry));
    written.assertSameAs(
        WrittenEvents.replayed(SPEC.withCalendars(new Calendar(entries)), models(), observations),
        "replay, began at " + start);
    List<String> alerts = written.valuesOn(NAME + ".alerts");
    replayedAlerts(config)
        .ifPresent(replayed -> assertThat(replayed).containsExactlyInAnyOrderElementsOf(alerts));
  }

  private CalendarEntry entry(String name, String effect) {
    LocalDateTime from = LocalDateTime.ofInstant(at(190), ZoneOffset.UTC);
    String line = "%s %s.* start=%s duration=30s effect=%s".formatted(name, name, from, effect);
    return CalendarText.read(line, ZoneOffset.UTC);
  }

  private Instant at(int value) {
    return start.plusSeconds(value);
  }

  private List<Observation> observations(String... series) {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      double value = i >= 200 && i < 230 ? 5000 + i % 3 : i % 7;
      for (String key : series) {
        all.add(new Observation(key, at(i).toEpochMilli(), value));
      }
    }
    return all;
  }

  private void send(CalendarEntry entry) throws Exception {
    topics().send(NAME + ".calendar", entry.name(), CalendarEntryCodec.write(entry));
  }

  /** A program has one calendar: once it applies to one series, it does to all. */
  private void awaitKnown() throws Exception {
    List<String> muted = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (CommittedRecords deviations =
        new CommittedRecords(program().bootstrapServers(), NAME + ".deviations")) {
      int probes = 0;
      while (muted.isEmpty()) {
        assertThat(System.nanoTime()).as("%d probes, none muted", probes).isLessThan(deadline);
        long time = at(190).toEpochMilli() + 10L * probes++;
        send(NAME, List.of(new Observation(PROBE, time, probes % 7)));
        deviations.await(
            () -> !muted.isEmpty(),
            BETWEEN_PROBES,
            record -> {
              if (text(record).contains(PROBE) && text(record).contains("\"mutedBy\":\"late\"")) {
                muted.add(text(record));
              }
            });
      }
    }
  }

  /** What is written once there is a number of forecasts, without those of the probe. */
  private WrittenEvents written(int forecasts) {
    List<OutputRecord> records = new ArrayList<>();
    records.addAll(records("forecasts", forecasts));
    records.addAll(records("deviations", 1));
    records.addAll(records("alerts", 1));
    return WrittenEvents.of(records);
  }

  private List<OutputRecord> records(String topic, int enough) {
    return withoutProbe(read(NAME + "." + topic, all -> withoutProbe(all).count() >= enough))
        .map(r -> new OutputRecord(r.topic(), r.key(), r.value(), List.of(), r.timestamp()))
        .toList();
  }

  private static Stream<ConsumerRecord<byte[], byte[]>> withoutProbe(
      List<ConsumerRecord<byte[], byte[]>> all) {
    return all.stream().filter(record -> !new String(record.key(), UTF_8).equals(PROBE));
  }

  private void assertApplied(WrittenEvents written, CalendarEntry entry) {
    String name = entry.name();
    List<String> values = written.at(NAME + ".deviations", name + ".a", at(205).toEpochMilli());
    assertThat(values).hasSize(1);
    assertThat(values.get(0).contains("\"mutedBy\":\"" + name + "\""))
        .as("%s mutes", name)
        .isEqualTo(entry.effect().mutes());
    assertThat(values.get(0).contains("\"notLearnedBy\":\"" + name + "\""))
        .as("%s stops learning", name)
        .isEqualTo(entry.effect().stopsLearning());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
