package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.Alert;
import io.wavecast.schemas.json.AlertCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final int ROWS = 400;

  @TempDir Path dir;

  @Test
  void alerts_are_printed_one_a_line_and_every_row_gets_a_score() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine command =
        WavecastCommand.commandLine(Map.of())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));

    int exit =
        command.execute(
            "replay",
            series().toString(),
            "--format",
            "nab",
            "--alerts",
            "--out",
            dir.resolve("out").toString());

    assertThat(exit).isZero();
    List<Alert> alerts =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> AlertCodec.read(line.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(alerts)
        .extracting(Alert::state)
        .contains(Alert.State.CRITICAL)
        .endsWith(Alert.State.RECOVERING, Alert.State.OK);
    assertThat(alerts).extracting(Alert::since).allMatch(since -> since >= 300_000L);
    assertThat(Files.readAllLines(dir.resolve("out/group/wavecast_s.csv"))).hasSize(1 + ROWS);
  }

  /** A wave with a fault of five rows at the 300th. */
  private Path series() throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < ROWS; i++) {
      double value = 10 + Math.sin(i / 5.0) + (i >= 300 && i < 305 ? 30 : 0);
      rows.append(1000L * i).append(',').append(value).append('\n');
    }
    Files.createDirectories(dir.resolve("group"));
    return Files.writeString(dir.resolve("group/s.csv"), rows);
  }
}
