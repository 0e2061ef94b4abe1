package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.service.metrics.ServiceStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final ServiceStatus STATUS =
      new ServiceStatus(
          1234,
          56789.4,
          9.94,
          0.0049,
          0.123,
          1,
          1,
          7,
          4321,
          12,
          List.of(new ServiceStatus.Model("lstm", "2", "cpu")));

  @Test
  void a_line_has_series_rates_latency_and_models() {
    assertThat(Summary.line(STATUS, Duration.ofSeconds(83), Map.of()))
        .isEqualTo(
            "1:23, 1,234 series, 56,789 observations/s, 9.9 forecasts/s, latency p50 4.9"
                + " ms p99 123 ms, 4,321 behind, 12 late, 7 dead-lettered, models: lstm 2 on cpu");
  }

  @Test
  void the_block_fits_a_terminal_and_has_pending_late_and_dead_lettered_counts() {
    List<String> block = Summary.block(STATUS, Duration.ofSeconds(83), Map.of());

    assertThat(block).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(block.get(1)).endsWith("behind");
    assertThat(block.get(2)).endsWith("4,321");
    assertThat(block.get(3)).isEqualTo("  12 late, 7 dead-lettered, models: lstm 2 on cpu");
  }

  @Test
  void reasons_for_not_being_ready_replace_the_models() {
    assertThat(Summary.line(STATUS, Duration.ofHours(2), Map.of("stream", "is starting")))
        .startsWith("2:00:00,")
        .endsWith("stream is starting");
  }

  @Test
  void a_service_that_does_nothing_logs_no_status() {
    QuietStatus quiet = new QuietStatus();
    Map<String, String> starting = Map.of("forecasts", "is starting");

    assertThat(quiet.isNews(status(0), starting)).as("starting").isTrue();
    assertThat(quiet.isNews(status(0), starting)).as("still starting").isFalse();
    assertThat(quiet.isNews(status(0), Map.of())).as("ready").isTrue();
    assertThat(quiet.isNews(status(0), Map.of())).as("idle").isFalse();
    assertThat(quiet.isNews(status(5), Map.of())).as("busy").isTrue();
    assertThat(quiet.isNews(status(9), Map.of())).as("still busy").isTrue();
    assertThat(quiet.isNews(status(9), Map.of())).as("no longer busy").isTrue();
    assertThat(quiet.isNews(status(9), Map.of())).as("idle again").isFalse();
  }

  private static ServiceStatus status(long observations) {
    return new ServiceStatus(1, 0, 0, 0, 0, observations, 0, 0, 0, 0, List.of());
  }

  @Test
  void without_records_there_is_no_latency() {
    assertThat(Summary.latency(Double.NaN)).isEqualTo("-");
  }

  @Test
  void on_a_terminal_the_block_is_redrawn_and_cut_to_its_width() {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.of(new PrintWriter(out), Map.of(Terminal.VARIABLE, "20"));

    terminal.show(List.of("one", "two is a line that is too long"));
    terminal.show(List.of("three", "four"));

    assertThat(terminal.isInteractive()).isTrue();
    assertThat(out.toString())
        .isEqualTo("one\ntwo is a line that \n" + "\u001b[2A\u001b[J" + "three\nfour\n");
  }

  @Test
  void log_lines_stay_above_the_block() {
    StringWriter out = new StringWriter();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Terminal terminal = Terminal.of(new PrintWriter(out), Map.of(Terminal.VARIABLE, "80"));
    terminal.show(List.of("one", "two"));

    terminal.above(log).println("WARN");
    terminal.show(List.of("three"));

    assertThat(out.toString()).isEqualTo("one\ntwo\n\u001b[2A\u001b[Jthree\n");
    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("WARN");
  }

  @Test
  void without_a_terminal_nothing_is_redrawn() {
    assertThat(Terminal.of(new PrintWriter(new StringWriter()), Map.of()).isInteractive())
        .isFalse();
  }
}
