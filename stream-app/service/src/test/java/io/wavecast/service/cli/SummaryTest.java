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
  void a_line_tells_series_rates_latency_and_models() {
    assertThat(Summary.line(STATUS, Duration.ofSeconds(83), Map.of()))
        .isEqualTo(
            "wavecast: 1:23, 1,234 series, 56,789 observations/s, 9.9 forecasts/s, latency p50 4.9"
                + " ms p99 123 ms, 4,321 behind, 12 late, 7 set aside, models: lstm 2 on cpu");
  }

  @Test
  void the_block_fits_a_terminal_and_tells_what_is_behind_late_and_set_aside() {
    List<String> block = Summary.block(STATUS, Duration.ofSeconds(83), Map.of());

    assertThat(block).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(block.get(1)).endsWith("behind");
    assertThat(block.get(2)).endsWith("4,321");
    assertThat(block.get(3)).isEqualTo("  12 late, 7 set aside, models: lstm 2 on cpu");
  }

  @Test
  void what_is_not_ready_is_told_instead_of_the_models() {
    assertThat(Summary.line(STATUS, Duration.ofHours(2), Map.of("stream", "is starting")))
        .startsWith("wavecast: 2:00:00,")
        .endsWith("stream is starting");
  }

  @Test
  void without_records_there_is_no_latency() {
    assertThat(Summary.latency(Double.NaN)).isEqualTo("-");
  }

  @Test
  void on_a_terminal_the_block_is_written_over_and_cut_to_its_width() {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.of(new PrintWriter(out), Map.of(Terminal.VARIABLE, "20"));

    terminal.show(List.of("one", "two is a line that is too long"));
    terminal.show(List.of("three", "four"));

    assertThat(terminal.isInteractive()).isTrue();
    assertThat(out.toString())
        .isEqualTo("one\ntwo is a line that \n" + "\u001b[2A\u001b[J" + "three\nfour\n");
  }

  @Test
  void log_lines_take_the_blocks_place_and_stay() {
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
  void elsewhere_nothing_is_written_over() {
    assertThat(Terminal.of(new PrintWriter(new StringWriter()), Map.of()).isInteractive())
        .isFalse();
  }
}
