package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final int ROWS = 400;

  @TempDir Path dir;

  @Test
  void alerts_are_printed_one_per_line_beside_the_forecasts() throws IOException {
    Cli replay = replay(series(), "--alerts");

    List<Alert> alerts = alerts(replay);
    assertThat(alerts)
        .extracting(Alert::state)
        .contains(Alert.State.CRITICAL)
        .endsWith(Alert.State.RECOVERING, Alert.State.OK);
    assertThat(alerts).extracting(Alert::since).allMatch(since -> since >= 300_000L);
    assertThat(replay.err()).contains("1 file: 400 observations");
    assertThat(Files.readAllLines(dir.resolve("out/s.forecasts.jsonl"))).hasSize(ROWS - 1);
  }

  @Test
  void alerts_are_printed_without_files_of_forecasts() throws IOException {
    Cli replay = Cli.run("replay", series().toString(), "--alerts");

    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.out()).contains("\"state\":\"CRITICAL\"");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void rules_can_be_repeated_and_the_first_match_applies() throws IOException {
    Cli replay =
        replay(
            series(),
            "--alerts",
            "--alerts-rules",
            "mine s* critical=1000 stale-after=1m",
            "--alerts-rules",
            "rest *");

    assertThat(replay.out())
        .contains("\"state\":\"WARNING\"", "\"rule\":\"mine\"")
        .doesNotContain("CRITICAL", "rest", "default");
    assertThat(replay.err())
        .contains("what follows the newest one of a file or topic is not known");
  }

  @Test
  void a_report_replaces_no_input() throws IOException {
    Path input = series();
    byte[] before = Files.readAllBytes(input);

    Cli replay = Cli.run("replay", input.toString(), "--explain", dir + "/group/./s.csv");

    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.err()).contains("--explain must not be an input");
    assertThat(input).hasBinaryContent(before);
  }

  @Test
  void rules_are_compared_and_explained_in_a_report() throws IOException {
    Path report = dir.resolve("report.html");
    Cli replay =
        Cli.run(
            "replay",
            series().toString(),
            "--alerts",
            "--explain",
            report.toString(),
            "--compare",
            "deaf * warning=1000 critical=1000");

    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.out().lines().toList())
        .first()
        .asString()
        .matches(
            "1970-01-04T11:20:00Z s for \\d+ h( \\d+ min)?, critical at worst \\(found by the rules"
                + " in force\\): rose to 39.*; expected .*");
    assertThat(replay.out())
        .containsPattern("in force +1 .* 1/1 ")
        .containsPattern("deaf +0 .* 0/1")
        .contains("report: " + report);
    assertThat(Files.readString(report)).contains("\"series\":\"s\"", "\"name\":\"deaf\"");
    assertThat(dir.resolve("out")).doesNotExist();

    Cli json = replay(series(), "--alerts", "--explain", report.toString(), "--json");
    assertThat(json.out()).startsWith("{\"id\":").doesNotContain("report: ");
    assertThat(json.err()).contains("\"rules\":[{\"name\":\"in force\",");
  }

  @Test
  void without_options_it_prints_the_next_values_and_the_alerts() throws IOException {
    Cli replay = Cli.run("replay", series().toString());

    List<String> lines = replay.out().lines().toList();
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(lines.get(0)).isEqualTo("s, the next 10 values with 90 % intervals:");
    assertThat(lines.subList(1, 11))
        .allMatch(line -> line.matches(" {2}1970-01-05T\\S+Z {2}\\S+ \\(\\S+ to \\S+\\)"));
    assertThat(lines.get(11)).isEqualTo("1 alert:");
    assertThat(lines.get(12)).matches(" {2}1970-01-04T11:20:00Z s for .*, critical at worst: .*");
    assertThat(lines.get(13)).startsWith("--explain FILE draws");
    assertThat(lines.get(14)).startsWith("1 file: ");
  }

  @Test
  void a_file_with_its_newest_row_first_is_refused() throws IOException {
    List<String> lines = new ArrayList<>(rows(200).lines().toList());
    String header = lines.remove(0);
    Collections.reverse(lines);
    Path file = dir.resolve("reversed.csv");
    Files.writeString(file, header + "\n" + String.join("\n", lines));

    Cli replay = Cli.run("replay", file.toString());

    assertThat(replay.code()).isOne();
    assertThat(replay.err()).contains("sort by time, the oldest first");
  }

  @Test
  void the_alerts_of_several_series_are_in_the_order_of_their_begins() throws IOException {
    Files.createDirectories(dir.resolve("group"));
    Files.writeString(dir.resolve("group/a.csv"), rows(300));
    Files.writeString(dir.resolve("group/b.csv"), rows(200));

    Cli replay = Cli.run("replay", dir.resolve("group").toString());

    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.out().lines().filter(line -> line.contains(" at worst: ")))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("  1970-01-03T07:33:20Z b for "),
            second -> assertThat(second).startsWith("  1970-01-04T11:20:00Z a for "));
  }

  @Test
  void rules_without_a_report_and_topics_without_one_are_refused() throws IOException {
    Cli refused = Cli.run("replay", series().toString(), "--compare", "a *");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--compare needs --explain FILE");
    Cli topic = Cli.run("replay", "kafka://wavecast.observations", "--out", "o");
    assertThat(topic.code()).isEqualTo(2);
    assertThat(topic.err()).contains("kafka://TOPIC is only explained: it needs --explain");
  }

  @Test
  void a_limit_is_told_before_the_series_reaches_it() throws IOException {
    Path drift = dir.resolve("drift.csv");
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i).append(',').append(20 + i / 2.0).append('\n');
    }
    Files.writeString(drift, rows);

    Cli replay = replay(drift, "--alerts", "--alerts-rules", "disk * limit-above=90 score=off");

    List<Alert> alerts = alerts(replay);
    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(Alert.State.WARNING, Alert.State.CRITICAL);
    assertThat(alerts.get(0).reason()).matches("reaches 90 within \\d+ s with .*");
    assertThat(alerts.get(1).reason()).isEqualTo("rose to 90, the limit is 90");
  }

  @Test
  void values_outside_their_intervals_alert_and_are_compared() throws IOException {
    String rule = "out * outside=1+5+10 score=off min-breaches=2 window=3";
    Path report = dir.resolve("outside.html");

    Cli replay = replay(series(), "--alerts", "--alerts-rules", rule);
    Cli compared = replay(series(), "--alerts", "--explain", report.toString(), "--compare", rule);

    assertThat(replay.out()).contains("outside its forecast intervals; expected");
    assertThat(compared.out())
        .containsPattern("in force +1 ")
        .containsPattern("\nout +[1-9].* outside \\d+\n");
  }

  @Test
  void the_rule_that_the_page_on_alerts_gives_for_intervals_reports_each_change_of_level()
      throws IOException {
    String page = Files.readString(Path.of("../../docs/ALERTS.md"));
    int at = page.indexOf("{name: load,");
    String rule = page.substring(at, page.indexOf('}', at) + 1).replace("load.*", "'*'");
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 3000; i++) {
      double step = i >= 2000 && i < 2100 ? 30 : 0;
      rows.append(60L * i).append(',').append(100 + random.nextGaussian() + step).append('\n');
    }
    Path steps = Files.writeString(dir.resolve("steps.csv"), rows);

    List<Alert> alerts = alerts(replay(steps, "--alerts", "--alerts-rules", rule));

    assertThat(alerts)
        .filteredOn(alert -> alert.state() == Alert.State.WARNING)
        .extracting(alert -> (alert.since() / 60_000 - 2000) / 10)
        .as("alerts soon after the step and after its end")
        .containsExactly(0L, 10L);
    assertThat(alerts).hasSizeLessThan(30);
  }

  @Test
  void what_a_replay_cannot_know_is_told() throws IOException {
    String report = dir.resolve("report.html").toString();

    Cli compared = replay(series(), "--explain", report, "--compare", "st * stale-after=5m");
    Cli enabled = replay(series(), "--calendar-enabled=true");

    assertThat(compared.err()).contains("stale-after is checked by the times of the values");
    assertThat(enabled.err()).contains("the calendar topic is not read");
    assertThat(replay(series()).err()).doesNotContain("stale-after", "calendar");
  }

  @Test
  void bad_rows_are_skipped_on_request_the_first_ones_named() throws IOException {
    Path gappy = dir.resolve("gappy.csv");
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 20; i++) {
      rows.append(i).append(',').append(i % 2 == 0 ? "" : i).append('\n');
    }
    Files.writeString(gappy, rows);

    Cli replay = replay(gappy, "--skip-bad-rows");

    assertThat(replay.out()).contains("10 observations", "10 rows skipped");
    assertThat(replay.err().lines().filter(line -> line.contains("skipped")))
        .hasSize(6)
        .first()
        .asString()
        .endsWith("gappy.csv, line 2: value must be a number, got: ''");
  }

  @Test
  void entries_of_the_settings_and_of_a_file_mute_alike() throws IOException {
    String line =
        "{\"name\":\"works\",\"series\":\"s*\",\"start\":\"1970-01-04T11:00\","
            + "\"end\":\"1970-01-04T17:00\",\"zone\":\"UTC\",\"effect\":\"MUTE\"}";
    Path file = Files.writeString(dir.resolve("calendar.jsonl"), line);
    Path wrong = Files.writeString(dir.resolve("wrong.jsonl"), line + "\n{}");

    Cli configured =
        replay(
            series(),
            "--alerts",
            "--calendar-entries",
            "works s* start=1970-01-04T11:00 duration=6h effect=mute");
    Cli fromFile = replay(series(), "--alerts", "--calendar", file.toString());
    Cli refused =
        Cli.run(
            "replay",
            series().toString(),
            "--out",
            dir.resolve("out").toString(),
            "--calendar",
            wrong.toString());

    assertThat(configured.code()).as(configured.err()).isZero();
    assertThat(configured.out()).isEmpty();
    assertThat(fromFile.code()).as(fromFile.err()).isZero();
    assertThat(fromFile.out()).isEmpty();
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("wrong.jsonl, line 2: ");
  }

  @Test
  void json_does_not_depend_on_the_locale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Cli replay = replay(series(), "--json");

      assertThat(replay.out().strip())
          .matches("\\{\"files\":1,\"observations\":400,.*,\"seconds\":\\d+\\.\\d{1,3}}");
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Replays a file into the folder {@code out}. */
  private Cli replay(Path file, String... options) {
    List<String> args = new ArrayList<>(List.of("replay", file.toString()));
    args.addAll(List.of("--out", dir.resolve("out").toString()));
    args.addAll(List.of(options));
    Cli replay = Cli.run(args.toArray(String[]::new));
    assertThat(replay.code()).as(replay.err()).isZero();
    return replay;
  }

  /** A wave with a fault of five rows at the 300th. */
  private Path series() throws IOException {
    Files.createDirectories(dir.resolve("group"));
    return Files.writeString(dir.resolve("group/s.csv"), rows(300));
  }

  /** A wave with a fault of five rows, the first of them at {@code from}. */
  private static String rows(int from) {
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < ROWS; i++) {
      double value = 10 + Math.sin(i / 5.0) + (i >= from && i < from + 5 ? 30 : 0);
      rows.append(1000L * i).append(',').append(value).append('\n');
    }
    return rows.toString();
  }

  /** The alerts that a replay printed, one per line. */
  private static List<Alert> alerts(Cli replay) {
    return replay
        .out()
        .lines()
        .map(line -> AlertCodec.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
