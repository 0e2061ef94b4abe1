package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.service.metrics.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLinesTest {
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
    assertThat(StatusLines.line(STATUS, Duration.ofSeconds(83), Map.of()))
        .isEqualTo(
            "1:23, 1,234 series, 56,789 observations/s, 9.9 forecasts/s, latency p50 4.9"
                + " ms p99 123 ms, 4,321 behind, 12 late, 7 dead-lettered, models: lstm 2 on cpu");
  }

  @Test
  void reasons_for_not_being_ready_replace_the_models() {
    assertThat(StatusLines.line(STATUS, Duration.ofHours(2), Map.of("stream", "is starting")))
        .startsWith("2:00:00,")
        .endsWith("stream is starting");
  }

  @Test
  void a_service_that_does_nothing_logs_no_status() {
    StatusLines quiet = new StatusLines();
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
    ServiceStatus none =
        new ServiceStatus(0, 0, 0, Double.NaN, Double.NaN, 0, 0, 0, 0, 0, List.of());

    assertThat(StatusLines.line(none, Duration.ZERO, Map.of()))
        .contains("latency p50 - p99 -, 0 behind");
  }
}
