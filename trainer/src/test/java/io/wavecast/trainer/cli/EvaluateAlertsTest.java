package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertWrongUsage;
import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.alerts.Benchmark;
import io.wavecast.trainer.alerts.LabelledFolder;
import io.wavecast.trainer.alerts.LabelledSeries;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateAlertsTest {
  @TempDir private Path folder = Path.of("");

  /** The first series of three kinds, cut to be fast. */
  private Path data() throws IOException {
    List<LabelledSeries> some =
        Benchmark.make(1, 1).stream()
            .filter(s -> List.of("cpu", "energy", "sparse").contains(s.kind()))
            .map(
                s ->
                    new LabelledSeries(
                        s.kind(),
                        s.name(),
                        s.step(),
                        Arrays.copyOf(s.values(), 1400),
                        s.anomalies().stream().filter(a -> a.span().last() < 1400).toList(),
                        List.of()))
            .toList();
    Path data = folder.resolve("data");
    LabelledFolder.write(some, data);
    return data;
  }

  @Test
  void the_alerts_of_the_stream_are_judged_beside_simple_methods() throws IOException {
    Path out = folder.resolve("out");

    Outcome outcome =
        run("evaluate", "--alerts", "--data", data().toString(), "--out", out.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.out())
        .contains("3 series of 3 kinds", "| wavecast | ", "| random-cut-forest | ", "| energy | ")
        .contains("./wavecast evaluate --alerts --data ");
    assertThat(out.resolve("ALERTS.md")).content().isEqualToIgnoringNewLines(outcome.out());
    assertThat(out.resolve("alerts.json")).content().contains("\"false_per_10k\"");
    for (String picture : List.of("alerts-series.png", "alerts-methods.png")) {
      assertThat(Files.size(out.resolve(picture))).isGreaterThan(10_000);
    }
  }

  @Test
  void given_events_are_judged_too() throws IOException {
    Path data = data();
    Path events = Files.writeString(folder.resolve("events.jsonl"), "");

    Outcome none =
        run("evaluate", "--alerts", "--data", data.toString(), "--events", events.toString());

    assertThat(none.out()).contains("| events | 0.000 | 0.000 | 0.000 | 0.00 |");
  }

  @Test
  void series_are_written_for_other_tools() throws IOException {
    Path written = folder.resolve("written");

    Outcome outcome =
        run("evaluate", "--alerts", "--per-kind", "1", "--seeds", "4,5", "--write", "" + written);

    int kinds = Benchmark.kinds().size();
    assertThat(outcome.out()).contains("%d series of %d kinds".formatted(2 * kinds, kinds));
    assertThat(LabelledFolder.read(written)).hasSize(2 * kinds);
  }

  @Test
  void wrong_usage_is_told() {
    assertWrongUsage("--alerts takes no files", "evaluate", "--alerts", "model.onnx");
    assertWrongUsage("--events needs --data", "evaluate", "--alerts", "--events", "e.jsonl");
    assertWrongUsage(
        "--per-kind must be at least 1, got: 0", "evaluate", "--alerts", "--per-kind", "0");
  }
}
