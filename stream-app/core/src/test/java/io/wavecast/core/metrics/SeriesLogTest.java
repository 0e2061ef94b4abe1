package io.wavecast.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesLogTest {
  private final List<String> lines = new ArrayList<>();
  private Duration now = Duration.ofDays(-1);
  private final SeriesLog<Metric> log = new SeriesLog<>(lines::add, () -> now.toNanos());

  @Test
  void a_series_is_named_once_and_those_within_a_minute_are_counted() {
    tell("a");
    tell("b");
    now = now.plusSeconds(60);
    tell("a");
    tell("c");

    assertThat(lines)
        .containsExactly("series a counts", "series c (and 1 series before it) counts");
  }

  @Test
  void a_bounded_number_of_series_is_remembered() {
    for (int i = 0; i < 20_000; i++) {
      now = now.plusSeconds(60);
      tell("s" + i);
    }

    assertThat(lines).hasSize(10_000);
  }

  private void tell(String series) {
    log.tell(Metric.SERIES_COUNTERS, series, named -> named + " counts");
  }
}
