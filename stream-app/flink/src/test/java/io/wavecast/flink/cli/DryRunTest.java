package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wavecast flink run --dry-run}, with no broker. */
class DryRunTest {
  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void prints_settings_that_can_be_read_again() throws Exception {
    int first = run("--batch-size", "7", "--kafka", "ssl.key.password=topsecret");
    String printed = out.toString();
    Path file = Files.writeString(dir.resolve("printed.yaml"), printed);
    int second = run("--config", file.toString());

    assertThat(first).as(err.toString()).isZero();
    assertThat(second).as(err.toString()).isZero();
    assertThat(printed)
        .contains("batch.size: '7'  # --batch-size", "# kafka.ssl.key.password: ***")
        .doesNotContain("topsecret");
    assertThat(out.toString().substring(printed.length())).contains("batch.size: '7'");
  }

  @Test
  void what_is_wrong_ends_it_with_the_exit_code_of_a_start() {
    List<List<String>> mistakes =
        List.of(
            List.of("--models-default", "nix"),
            List.of("--models-dir", dir.resolve("absent").toString()),
            List.of("--batch-size", "0"),
            List.of("--kafka", "ssl.truststore.location=/absent"));

    assertThat(mistakes).map(this::run).containsExactly(2, 1, 2, 1);
    assertThat(mistakes).map(this::start).containsExactly(2, 1, 2, 1);

    assertThat(err.toString().lines())
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).startsWith("wavecast: "));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void settings_of_serve_in_a_shared_file_are_named() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("shared.yaml"),
            "delivery.alertmanager.url: http://127.0.0.1:9093\nbatch.size: 7\n");

    assertThat(run("--config", file.toString())).isZero();

    assertThat(err.toString().lines())
        .containsExactly(
            "wavecast: settings of serve that have no effect on Flink: delivery.alertmanager.url");
  }

  @Test
  void a_pattern_of_a_rule_whose_label_no_series_can_have_is_named() {
    assertThat(run("--alerts-rules", "web k8s.io/app=x")).isZero();

    assertThat(err.toString())
        .startsWith("wavecast: alerts.rules: 'k8s.io/app=x' of alert rule 'web' is a pattern of");
  }

  private int run(String... args) {
    return run(List.of(args));
  }

  private int run(List<String> args) {
    List<String> dry = new ArrayList<>(List.of("--dry-run"));
    dry.addAll(args);
    return start(dry);
  }

  private int start(List<String> args) {
    List<String> all = new ArrayList<>(List.of("flink", "run"));
    all.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    all.addAll(args);
    CommandLine command = CommandLines.launcher(Map.of());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }
}
