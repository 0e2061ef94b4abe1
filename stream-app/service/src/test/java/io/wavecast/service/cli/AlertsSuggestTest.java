package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsSuggestTest {
  @TempDir Path dir;

  @Test
  void a_quieter_rule_is_suggested_with_its_cost() throws IOException {
    series("web.a");
    series("db.b");

    Cli suggest =
        Cli.run("alerts", "suggest", dir.toString(), "--series", "web.*", "--per-day", "0.3");

    assertThat(suggest.code()).as(suggest.err()).isZero();
    assertThat(suggest.out().lines().toList())
        .first()
        .asString()
        .startsWith(
            "1 series, 5000 values in 3 d 11 h; the rules in force raise 2 alerts, 0.58 a day, ");
    assertThat(suggest.out())
        .containsPattern("\nsuggested: quieter web\\.\\* .*min-breaches=")
        .contains("\nwhat rules would have raised, and how many alerts of the rules in force they ")
        .containsPattern("\n +alerts +rate +kept +lost +long or strong kept  rule\n")
        .containsPattern(
            "\n +2 +0.58 a day +2 +0 +1 of 1  in force \\(no rule: a score above 1\\)\n")
        .containsPattern("\n +1 +0.29 a day +1 +1 +1 of 1  min-breaches=2 window=3\n")
        .contains("\nit would raise 1 alert, 0.29 a day", "\nwould go away: 1\n")
        .containsPattern(
            "\nwould stay: 1\n  1970-01-03T18:40:00Z web.a for \\d+ min, \\d+ unusual values, long.*: ");
  }

  @Test
  void the_history_of_a_topic_gives_what_the_files_give(@TempDir Path data) throws IOException {
    series("web.a");
    series("db.b");
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      String servers = broker.bootstrapServers();
      Cli created = Cli.run("topics", "create", "--bootstrap-servers", servers);
      assertThat(created.code()).as(created.err()).isZero();
      Cli produced = Cli.run("send", dir.toString(), "--bootstrap-servers", servers);
      assertThat(produced.code()).as(produced.err()).isZero();

      String[] files = {"alerts", "suggest", dir.toString(), "--series", "w*", "--per-day", "0.3"};
      String[] topic =
          Stream.concat(Stream.of(files), Stream.of("--bootstrap-servers", servers))
              .map(word -> word.equals(dir.toString()) ? "kafka://wavecast.observations" : word)
              .toArray(String[]::new);
      Cli fromTopic = Cli.run(topic);

      assertThat(fromTopic.code()).as(fromTopic.err()).isZero();
      assertThat(fromTopic.out()).contains("suggested: ").isEqualTo(Cli.run(files).out());
      assertThat(explained("kafka://wavecast.observations", "--bootstrap-servers", servers))
          .contains("web.a for ", "db.b for ", "in force  ")
          .isEqualTo(explained(dir.toString()));

      String[] to = {"--bootstrap-servers", servers, "--calendar-enabled=true"};
      assertThat(Cli.run("topics", "create", to[0], to[1], to[2]).code()).isZero();
      String fault = "start=1970-01-03T18:00";
      String[] works = {"calendar", "add", "works", "*", fault, "duration=4h", to[0], to[1]};
      assertThat(Cli.run(works).code()).isZero();
      Cli muted =
          Cli.run(
              Stream.of(topic, new String[] {to[2]}).flatMap(Stream::of).toArray(String[]::new));
      assertThat(muted.out()).contains("the rules in force raise 1 alert, ");
      assertThat(explained("kafka://wavecast.observations", to))
          .contains("1970-01-02T09:20:00Z web.a")
          .doesNotContain("1970-01-03");
    }
  }

  @Test
  void nothing_is_suggested_where_the_rules_are_quiet_enough_and_wrong_options_are_refused()
      throws IOException {
    series("web.a");

    Cli json = Cli.run("alerts", "suggest", dir.toString(), "--json");
    Cli other = Cli.run("alerts", "suggest", dir.toString(), "--series", "x*");
    Cli time = Cli.run("alerts", "suggest", dir.toString(), "--keep", "noon");
    Cli kept = Cli.run("alerts", "suggest", dir.toString(), "--keep", "1970-01-01T05:00:00Z");

    assertThat(json.out()).startsWith("{\"rule\":null,\"isQuietEnough\":true,\"inForce\":{");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("there is no series like 'x*'");
    assertThat(time.code()).isEqualTo(2);
    assertThat(kept.code()).as("an answer, not a failure").isZero();
    assertThat(kept.out())
        .matches(
            "--keep 1970-01-01T05:00:00Z: no alert of the rules in force is open then or begins"
                + " within 10 values of it; the nearest one is at 1970-01-02T09:20:00Z web.a for"
                + " \\d+ min: no rule is suggested\\R");
  }

  @Test
  void an_alert_that_was_right_is_named_by_its_begin_and_kept() throws IOException {
    series("web.a");
    String[] words = {"alerts", "suggest", dir.toString(), "--per-day", "0.3", "--keep"};

    Cli spike = Cli.run(with(words, "1970-01-02T09:20:00Z"));
    Cli fault = Cli.run(with(words, "1970-01-03T18:40:00Z"));
    Cli json = Cli.run(with(words, "1970-01-03T18:40:00Z", "--json"));

    assertThat(spike.out())
        .contains("\nno quieter rule keeps every long or strong alert and those of --keep: no ")
        .containsPattern(
            "\n  1970-01-02T09:20:00Z web.a for \\d+ min, 1 unusual value, of --keep: ");
    assertThat(fault.out())
        .contains("\nsuggested: ")
        .containsPattern("would stay: 1\n  1970-01-03T18:40:00Z .*, long, of --keep");
    assertThat(json.out()).containsOnlyOnce("\"isWanted\":true").contains("\"isWanted\":false");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void entries_of_a_file_mute() throws IOException {
    series("web.a");
    Path file =
        Files.writeString(
            dir.resolve("calendar.jsonl"),
            "{\"name\":\"works\",\"series\":\"*\",\"start\":\"1970-01-03T18:00\","
                + "\"end\":\"1970-01-03T22:00\",\"zone\":\"UTC\",\"effect\":\"MUTE\"}");

    Cli suggest = Cli.run("alerts", "suggest", dir.toString(), "--calendar", file.toString());

    assertThat(suggest.code()).as(suggest.err()).isZero();
    assertThat(suggest.out()).contains("the rules in force raise 1 alert, ");
  }

  /** What a replay tells of the alerts, without the counts of its input. */
  private String explained(String from, String... more) {
    Path report = dir.resolve("report.html");
    Cli replay =
        Cli.run(
            Stream.concat(
                    Stream.of("replay", from, "--alerts", "--explain", report.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.err()).contains(": 10000 observations (0 duplicate, 0 late)");
    return replay.out();
  }

  /** Noise with a spike at 2,000 and a fault of 20 values at 4,000, a value a minute. */
  private void series(String name) throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 5000; i++) {
      double fault = i == 2000 || (i >= 4000 && i < 4020) ? 40 : 0;
      rows.append(60L * i).append(',').append(100 + random.nextGaussian() + fault).append('\n');
    }
    Files.writeString(dir.resolve(name + ".csv"), rows);
  }
}
