package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.metrics.Metric;
import io.wavecast.kafka.calendar.CalendarFollower;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code wavecast calendar} and what follows the topic, against a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private EmbeddedBroker broker;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final InMemoryMetrics metrics = new InMemoryMetrics();

  @BeforeAll
  void start(@TempDir Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void entries_are_added_replaced_listed_followed_and_removed() {
    Cli absent = cli("a.", "calendar", "list");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err())
        .contains("topic a.calendar does not exist", "set calendar.enabled for serve");
    create("a.");

    Cli added =
        cli("a.", "calendar", "add", "patching", "db.*", "start=2026-01-13T22:00", "duration=4h");
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.out())
        .isEqualToIgnoringNewLines(
            "added: patching db.* start=2026-01-13T22:00 end=2026-01-14T02:00 zone=UTC"
                + " effect=both");

    try (CalendarFollower follower = follow("a.", List.of())) {
      assertThat(names(follower)).containsExactly("patching");

      Cli second = cli("a.", "calendar", "add", "holiday", "*", "start=2026-12-25", "--json");
      assertThat(second.out()).startsWith("{\"name\":\"holiday\",\"series\":\"*\"");
      await().atMost(PATIENCE).until(() -> names(follower).size() == 2);
      Cli replaced =
          cli(
              "a.",
              "calendar",
              "add",
              "patching",
              "db.*",
              "start=2026-01-13T22:00",
              "duration=1h",
              "rule=FREQ=MONTHLY;BYDAY=2TU");
      assertThat(replaced.out()).startsWith("replaced: patching");
      assertThat(cli("a.", "calendar", "list").out().lines())
          .containsExactly(
              "holiday * start=2026-12-25T00:00 end=2026-12-26T00:00 zone=UTC effect=both",
              "patching db.* start=2026-01-13T22:00 end=2026-01-13T23:00"
                  + " rule=FREQ=MONTHLY;BYDAY=2TU zone=UTC effect=both");

      assertThat(cli("a.", "calendar", "remove", "patching").out())
          .isEqualToIgnoringNewLines("removed: patching");
      await().atMost(PATIENCE).until(() -> names(follower).equals(List.of("holiday")));
      Cli unknown = cli("a.", "calendar", "remove", "patching");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err())
          .contains("no calendar entry 'patching' on the topic, only [holiday]");
    }
  }

  @Test
  void what_is_no_entry_is_told_in_one_line_and_counted_and_the_rest_counts() throws Exception {
    create("b.");
    send("b.", "works", "{\"name\":");
    send("b.", "other", "{}");
    send(
        "b.",
        "never",
        "{\"name\":\"never\",\"series\":\"*\",\"start\":\"2026-01-13T22:00\","
            + "\"end\":\"2026-01-14T22:00\",\"rule\":\"FREQ=NEVER\",\"zone\":\"UTC\",\"effect\":\"BOTH\"}");
    send(
        "b.",
        "interval",
        "{\"name\":\"interval\",\"series\":\"*\",\"start\":\"1970-01-01T00:00\","
            + "\"end\":\"1970-01-01T00:00:01\",\"rule\":\"FREQ=HOURLY;INTERVAL=2147483647\","
            + "\"zone\":\"UTC\",\"effect\":\"MUTE\"}");
    cli("b.", "calendar", "add", "good", "*", "start=2026-12-25");

    CalendarEntry configured =
        new CalendarEntry(
            "good",
            "mine",
            LocalDateTime.parse("2026-01-01T00:00"),
            LocalDateTime.parse("2026-01-02T00:00"),
            "",
            ZoneOffset.UTC,
            CalendarEntry.Effect.MUTE);
    try (CalendarFollower follower = follow("b.", List.of(configured))) {
      assertThat(follower.current().entries()).containsExactly(configured);
    }

    assertThat(log).hasSize(5).allMatch(line -> line.lines().count() == 1);
    assertThat(log.get(0)).startsWith("b.calendar-0 at offset 0 is no calendar entry: ");
    assertThat(log.get(4)).isEqualTo("calendar entry 'good' is configured: its record is ignored");
    assertThat(metrics.of(Metric.CALENDAR_REFUSED)).isEqualTo(4);
  }

  @Test
  void a_wrong_entry_is_refused_before_anything_is_written() {
    create("c.");

    Cli wrong = cli("c.", "calendar", "add", "bad", "*", "start=2026-12-25", "rule=FREQ=MINUTELY");

    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("rule of calendar entry 'bad' must be a recurrence rule");
    assertThat(cli("c.", "calendar", "list").out()).isEmpty();
  }

  @Test
  void an_entry_without_effect_by_the_settings_is_added_and_says_so(@TempDir Path dir)
      throws Exception {
    create("d.");
    Path file = Files.writeString(dir.resolve("no-week.yaml"), "forecast.season: 'off'\n");
    String[] entry = {"xmas", "*", "start=2026-12-25", "effect=like-sunday"};

    Cli added =
        cli("d.", "calendar", "add", entry[0], entry[1], entry[2], entry[3], "--config", file + "");

    assertThat(added.out()).startsWith("added: xmas");
    assertThat(added.err())
        .contains(
            "wavecast: calendar entry 'xmas' has no effect: series remember no week with"
                + " forecast.season=off");
  }

  private CalendarFollower follow(String prefix, List<CalendarEntry> configured) {
    return CalendarFollower.start(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        prefix + "calendar",
        configured,
        metrics,
        log::add);
  }

  private static List<String> names(CalendarFollower follower) {
    return follower.current().entries().stream().map(CalendarEntry::name).toList();
  }

  private void create(String prefix) {
    Cli created = cli(prefix, "topics", "create", "--calendar-enabled", "true");
    assertThat(created.code()).as(created.err()).isZero();
    assertThat(created.out()).contains(prefix + "calendar: created with 1 partitions");
  }

  private void send(String prefix, String key, String value) throws Exception {
    new TestTopics(broker.bootstrapServers()).send(prefix + "calendar", key, value);
  }

  private Cli cli(String prefix, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 4);
    all[args.length] = "--bootstrap-servers";
    all[args.length + 1] = broker.bootstrapServers();
    all[args.length + 2] = "--topics-prefix";
    all[args.length + 3] = prefix;
    return Cli.run(all);
  }
}
