package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay of a counter that grows by 30 in 10 seconds, and by 90 from the 101st row on. */
class ReplayRatesTest {
  private static final int ROWS = 150;

  @TempDir Path dir;

  @Test
  void limits_of_rules_are_of_the_rate() throws IOException {
    Cli replay = replay("--alerts", "--alerts-rules", "busy * limit-above=8 score=off");

    List<Alert> alerts =
        replay.out().lines().map(line -> AlertCodec.read(line.getBytes(UTF_8))).toList();
    assertThat(alerts)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.since()).isEqualTo(1_000_000);
              assertThat(alert.reason()).isEqualTo("rose to 9, the limit is 8");
            });
  }

  private Cli replay(String... options) throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    long total = 0;
    for (int i = 0; i < ROWS; i++) {
      rows.append(10 * i).append(',').append(total).append('\n');
      total += i < 99 ? 30 : 90;
    }
    Path file = Files.writeString(dir.resolve("requests_total.csv"), rows);
    List<String> args =
        new ArrayList<>(
            List.of(
                "replay",
                file.toString(),
                "--out",
                dir.resolve("out").toString(),
                "--series-as-rate",
                "*_total"));
    args.addAll(List.of(options));
    return Cli.run(args.toArray(String[]::new));
  }
}
