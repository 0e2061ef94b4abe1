package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay names what its values cannot try: rules and entries that match none of their series. */
class UnmatchedTest {
  @TempDir Path dir;

  @Test
  void rules_and_entries_that_match_no_series_of_the_files_are_named() throws IOException {
    assertThat(told("--alerts-rules", "web web.* window=5", "--alerts-rules", "us zone=us"))
        .containsExactly("alert rule 'web' matches no series: web.*");
    assertThat(told("--alerts-rules", "late db.2,zone=us", "--alerts-rules", "rest *")).isEmpty();
    assertThat(
            told(
                "--calendar-entries",
                "there zone=eu start=2026-01-01",
                "--calendar-entries",
                "[typo bd.* start=2026-01-01, 'both db.2,zone=eu start=2026-01-01']"))
        .containsExactly(
            "calendar entry 'typo' matches no series: bd.*",
            "calendar entry 'both' matches no series: db.2,zone=eu");
  }

  /** What is told of a replay of two series, whose labels are known from their second value on. */
  private Stream<String> told(String... settings) throws IOException {
    Path file = dir.resolve("values.csv");
    Files.writeString(
        file,
        """
        series,timestamp,value,zone
        db.1,1767225600000,1,
        db.2,1767225600000,1,
        db.1,1767225660000,2,eu
        db.2,1767225660000,2,us
        """);
    String[] args = {"replay", file.toString(), "--alerts", "--label-columns", "zone"};
    Cli replay = Cli.run(Stream.of(args, settings).flatMap(Stream::of).toArray(String[]::new));
    assertThat(replay.code()).as(replay.err()).isZero();
    String prefix = "wavecast: ";
    return replay
        .err()
        .lines()
        .filter(line -> line.contains("matches no series"))
        .map(line -> line.substring(prefix.length()));
  }
}
