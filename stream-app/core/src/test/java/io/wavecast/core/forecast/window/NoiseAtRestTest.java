package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes read from a disk whose files are nearly all in memory: 0 but for a burst now and then. */
class NoiseAtRestTest extends CalendarFixture {
  @Test
  void noise_is_over_when_the_series_stands_still_again() {
    for (int i = 0; i < 60; i++) {
      bursts(25, Map.of(3, 20.0));
    }
    int from = hour;
    bursts(30, Map.of(1, 20.0, 3, 25.0, 5, 20.0, 7, 25.0));

    assertThat(deviations(from, hour))
        .extracting(Deviation::score)
        .anyMatch(score -> score > 1)
        .last()
        .satisfies(score -> assertThat(score).isLessThan(1));
  }

  @Test
  void small_bursts_after_a_long_calm_are_no_noise() {
    bursts(200, Map.of(17, 20.0, 32, 108_297.0, 33, 9344.0, 50, 3021.0, 103, 245.0, 162, 101.0));
    bursts(1300, Map.of());
    int from = hour;
    bursts(30, Map.of(1, 164.0, 3, 20.0, 8, 41.0));

    assertThat(deviations(from, hour)).noneMatch(d -> d.cause().signal().equals("noise"));
  }

  private void bursts(int hours, Map<Integer, Double> at) {
    for (int i = 0; i < hours; i++) {
      feed(at.getOrDefault(i, 0.0));
    }
  }
}
