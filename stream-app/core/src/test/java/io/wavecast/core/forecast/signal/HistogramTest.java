package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Memory;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Memory memory = new Memory();
  private final Histogram histogram = new Histogram(memory);
  private final byte[] data = new byte[memory.size()];

  @Test
  void nothing_is_counted_before_the_frame_is_known_nor_in_one_without_width() {
    histogram.add(data, 1, 1);
    histogram.start(data, 5, 5);
    histogram.add(data, 5, 1);

    assertThat(histogram.isKnown(data)).isFalse();
    assertThat(histogram.total(data)).isZero();
  }

  @Test
  void the_frame_doubles_toward_a_value_outside_and_keeps_the_counts() {
    histogram.start(data, 0, 32);
    for (int i = 0; i < 32; i++) {
      histogram.add(data, i + 0.5, i);
    }

    histogram.add(data, 40, 1);
    assertThat(histogram.width(data)).isEqualTo(2);
    assertThat(histogram.bin(data, 0.5)).isZero();
    assertThat(histogram.count(data, 1)).isEqualTo(2 + 3);
    assertThat(histogram.count(data, 20)).isEqualTo(1);

    histogram.add(data, -100, 1);
    assertThat(histogram.width(data)).isEqualTo(8);
    assertThat(histogram.total(data)).isEqualTo(31 * 16 + 2);
    assertThat(histogram.middle(data, histogram.bin(data, -100))).isBetween(-104.0, -96.0);
  }

  @Test
  void a_full_bin_halves_all_counts() {
    histogram.start(data, 0, 32);
    histogram.add(data, 3, 1000);
    histogram.add(data, 5, 65_535);

    histogram.add(data, 5, 1);

    assertThat(histogram.count(data, 3)).isEqualTo(500);
    assertThat(histogram.count(data, 5)).isEqualTo(32_768);
  }

  @Test
  void outside_the_frame_nothing_was_seen_and_no_value_makes_it_endless() {
    histogram.start(data, 0, 32);

    assertThat(histogram.near(data, -1e9)).isZero();
    assertThat(histogram.near(data, 1e9)).isZero();
    histogram.add(data, Float.MAX_VALUE, 1);
    histogram.add(data, -Float.MAX_VALUE, 1);
    assertThat(histogram.width(data)).isFinite();
  }
}
