package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay finds of series that fall silent, one by one and together. */
class ReplaySilenceTest {
  private static final String RULE = "st * stale-after=5m warning=1000 critical=1000";

  @TempDir Path dir;

  @Test
  void a_gap_and_a_series_that_ends_before_the_others_are_alerts() throws IOException {
    Cli replay = Cli.run("replay", series().toString(), "--alerts", "--alerts-rules", RULE);

    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.out().lines().map(line -> AlertCodec.read(line.getBytes(UTF_8))))
        .filteredOn(alert -> alert.state() == Alert.State.WARNING)
        .extracting(alert -> alert.series() + " " + alert.since() / 60_000 + " " + alert.reason())
        .containsExactlyInAnyOrder(
            "a 104 has had no observation for 5 min",
            "b 104 has had no observation for 5 min",
            "c 104 has had no observation for 5 min",
            "c 304 has had no observation for 5 min");
  }

  @Test
  void a_report_finds_the_same_silence() throws IOException {
    Cli replay =
        Cli.run(
            "replay",
            series().toString(),
            "--alerts",
            "--explain",
            dir.resolve("report.html").toString(),
            "--alerts-rules",
            RULE);

    assertThat(replay.out())
        .contains("1970-01-01T01:44:00Z a for ", "has had no observation for 5 min")
        .contains(
            "1970-01-01T05:04:00Z c for 1 h 35 min, warning: has had no observation for 5 min")
        .containsPattern(
            "in force +4 .* stale 4\nmeasured: alerts in 800 values of 3 series, in 6 h 39 min; ");
  }

  @Test
  void alerts_are_joined_into_incidents_on_request_or_where_these_are_enabled() throws IOException {
    Path file = series();

    Cli asked = Cli.run("replay", file.toString(), "--incidents", "--alerts-rules", RULE);
    Cli enabled =
        Cli.run(
            "replay",
            file.toString(),
            "--alerts",
            "--alerts-rules",
            RULE,
            "--incidents-enabled=true");
    Cli explained =
        Cli.run(
            "replay",
            file.toString(),
            "--incidents",
            "--explain",
            dir.resolve("report.html").toString(),
            "--alerts-rules",
            RULE);

    assertThat(asked.code()).as(asked.err()).isZero();
    List<Incident> incidents =
        asked.out().lines().map(line -> IncidentCodec.read(line.getBytes(UTF_8))).toList();
    assertThat(incidents)
        .filteredOn(each -> each.alerting().getAsInt() == each.members())
        .extracting(each -> each.since() / 60_000 + " " + each.members())
        .containsExactly("104 1", "104 2", "104 3", "304 1");
    assertThat(asked.err()).contains("1 file: ");
    assertThat(enabled.out()).endsWith(asked.out()).hasSizeGreaterThan(asked.out().length());
    assertThat(explained.out())
        .contains("1970-01-01T01:44:00Z incident, warning at worst: 3 series began to alert")
        .contains(
            "1970-01-01T05:04:00Z incident, warning at worst: c has had no observation for 5 min");
  }

  /** A value a minute of three series, none from 100 to 199; the third one ends at 299. */
  private Path series() throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,series,value\n");
    for (int i = 0; i < 400; i++) {
      for (String series : List.of("a", "b", "c")) {
        if ((i < 100 || i >= 200) && (i < 300 || !series.equals("c"))) {
          rows.append(60L * i).append(',').append(series).append(',').append(i % 7).append('\n');
        }
      }
    }
    return Files.writeString(dir.resolve("several.csv"), rows);
  }
}
