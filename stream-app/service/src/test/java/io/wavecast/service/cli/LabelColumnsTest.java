package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels in columns of CSV files, with every command that reads such files. */
class LabelColumnsTest {
  private static final int ROWS = 400;
  private static final String EU = "eu zone=eu critical=1000";
  private static final String REST = "rest *";

  @TempDir Path dir;

  @Test
  void a_replay_applies_rules_by_labels_and_its_alerts_have_them() throws IOException {
    Cli replay = replay("--alerts-rules", EU, "--alerts-rules", REST);

    List<Alert> alerts = alerts(replay);
    assertThat(alerts).extracting(Alert::series).contains("a", "b");
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              boolean eu = alert.series().equals("a");
              assertThat(alert.rule()).isEqualTo(eu ? "eu" : "rest");
              assertThat(alert.labels())
                  .isEqualTo(eu ? Map.of("host", "web-1", "zone", "eu") : Map.of("zone", "us"));
            });
    assertThat(alerts)
        .filteredOn(alert -> alert.state() == Alert.State.CRITICAL)
        .extracting(Alert::series)
        .containsOnly("b");
  }

  @Test
  void a_calendar_entry_by_labels_mutes_these_series_only() throws IOException {
    Cli replay =
        replay("--calendar-entries", "work zone=us start=1970-01-01T00:00 duration=30d zone=UTC");

    assertThat(alerts(replay)).extracting(Alert::series).containsOnly("a");
  }

  @Test
  void a_suggestion_is_for_the_series_of_a_pattern_of_labels() throws IOException {
    Cli suggest =
        Cli.run(
            "alerts",
            "suggest",
            series().toString(),
            "--label-columns=host,zone",
            "--series=zone=eu",
            "--per-day=0");

    assertThat(suggest.code()).as(suggest.err()).isZero();
    assertThat(suggest.out()).startsWith("1 series, " + ROWS + " values");
  }

  @Test
  void labels_are_sent_and_a_replay_of_the_topic_finds_what_one_of_the_file_does(@TempDir Path data)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = "--bootstrap-servers=" + broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", servers).code()).isZero();

      Cli sent = Cli.run("send", series().toString(), "--label-columns=host,zone", servers);

      assertThat(sent.code()).as(sent.err()).isZero();
      assertThat(sent.err()).doesNotContain("labels are sent");
      String[] rules = {"--alerts-rules", EU, "--alerts-rules", REST};
      assertThat(explained("kafka://wavecast.observations", rules, servers))
          .contains("b for ")
          .isEqualTo(explained(series().toString(), rules, "--label-columns=host,zone"));
    }
  }

  @Test
  void a_history_is_sent_with_its_labels(@TempDir Path data) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = "--bootstrap-servers=" + broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", servers).code()).isZero();

      Cli history =
          Cli.run("send", "--history", series().toString(), "--label-columns=host,zone", servers);

      assertThat(history.code()).as(history.err()).isZero();
      assertThat(history.err()).doesNotContain("labels are sent");
      List<String> sent = new ArrayList<>();
      try (CommittedRecords records =
          new CommittedRecords(broker.bootstrapServers(), "wavecast.observations")) {
        records.await(
            () -> sent.size() == 2 * ROWS,
            Duration.ofMinutes(1),
            record -> sent.add(new String(record.value(), UTF_8)));
      }
      assertThat(sent)
          .hasSize(2 * ROWS)
          .allMatch(
              value ->
                  value.endsWith(",\"labels\":{\"host\":\"web-1\",\"zone\":\"eu\"}}")
                      || value.endsWith(",\"labels\":{\"zone\":\"us\"}}"));
    }
  }

  @Test
  void a_column_that_is_no_name_of_a_label_is_wrong_usage() throws IOException {
    Cli replay = Cli.run("replay", series().toString(), "--alerts", "--label-columns=host,series");

    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.err())
        .contains("--label-columns: name of a label must be letters, digits and _, and none of");
  }

  private Cli replay(String... options) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("replay", series().toString(), "--alerts", "--label-columns"));
    args.add("host,zone");
    args.addAll(List.of(options));
    Cli replay = Cli.run(args.toArray(String[]::new));
    assertThat(replay.code()).as(replay.err()).isZero();
    return replay;
  }

  private String explained(String from, String[] rules, String... more) {
    Path report = dir.resolve("report.html");
    Cli replay =
        Cli.run(
            Stream.of(
                    List.of("replay", from, "--alerts", "--explain", report.toString()),
                    List.of(rules),
                    List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(replay.code()).as(replay.err()).isZero();
    return replay.out();
  }

  /** Two waves, each with a fault of five rows at the 300th. */
  private Path series() throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,series,value,host,zone\n");
    for (int i = 0; i < ROWS; i++) {
      double value = 10 + Math.sin(i / 5.0) + (i >= 300 && i < 305 ? 30 : 0);
      rows.append("%d,a,%s,web-1,eu%n".formatted(1000L * i, value));
      rows.append("%d,b,%s,,us%n".formatted(1000L * i, value));
    }
    return Files.writeString(dir.resolve("two.csv"), rows);
  }

  /** The alerts that a replay printed, one per line. */
  private static List<Alert> alerts(Cli replay) {
    return replay.out().lines().map(line -> AlertCodec.read(line.getBytes(UTF_8))).toList();
  }
}
