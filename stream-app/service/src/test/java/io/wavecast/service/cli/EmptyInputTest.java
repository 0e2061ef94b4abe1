package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files without a value. */
class EmptyInputTest {
  @TempDir Path dir;

  private Path empty;

  @BeforeEach
  void create() throws IOException {
    empty = Files.writeString(dir.resolve("empty.csv"), "timestamp,value\n");
  }

  @Test
  void a_replay_without_a_value_fails_and_writes_no_report() throws IOException {
    Path report = dir.resolve("report.html");
    Path bad = Files.writeString(dir.resolve("bad.csv"), "timestamp,value\n1,\n");

    Cli explained = Cli.run("replay", empty.toString(), "--explain", report.toString());
    Cli skipped = Cli.run("replay", bad.toString(), "--alerts", "--skip-bad-rows");

    assertThat(explained.code()).isEqualTo(1);
    assertThat(explained.err()).contains("wavecast: no value was read: " + empty);
    assertThat(report).doesNotExist();
    assertThat(skipped.code()).isEqualTo(1);
    assertThat(skipped.err()).contains("no value was read: " + bad + "; rows skipped: 1");
  }

  @Test
  void an_empty_file_beside_others_is_named() throws IOException {
    Path other = Files.writeString(dir.resolve("other.csv"), "timestamp,value\n1,2\n2,3\n");

    Cli replay = Cli.run("replay", empty.toString(), other.toString(), "--alerts");

    assertThat(replay.code()).isZero();
    assertThat(replay.err())
        .contains(empty + ": no value was read", "2 observations")
        .doesNotContain(other + ": no value");
  }

  @Test
  void an_empty_file_of_a_folder_is_named() throws IOException {
    Files.writeString(dir.resolve("other.csv"), "timestamp,value\n1,2\n2,3\n");

    Cli replay = Cli.run("replay", dir.toString(), "--alerts");

    assertThat(replay.code()).isZero();
    assertThat(replay.err()).contains(empty + ": no value was read");
  }

  @Test
  void nothing_is_suggested_for_no_values() {
    Cli suggest = Cli.run("alerts", "suggest", empty.toString());

    assertThat(suggest.code()).isEqualTo(1);
    assertThat(suggest.err()).contains("no value was read: " + empty);
  }
}
