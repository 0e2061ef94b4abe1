package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {
  private final byte[] data = new byte[Histogram.SIZE];

  @Test
  void nothing_is_counted_before_the_frame_is_known_nor_in_one_without_width() {
    Histogram.add(data, 0, 1, 1);
    Histogram.start(data, 0, 5, 5);
    Histogram.add(data, 0, 5, 1);

    assertThat(Histogram.width(data, 0)).isZero();
    assertThat(Histogram.total(data, 0)).isZero();
  }

  @Test
  void the_frame_doubles_toward_a_value_outside_and_keeps_the_counts() {
    Histogram.start(data, 0, 0, 32);
    for (int i = 0; i < 32; i++) {
      Histogram.add(data, 0, i + 0.5, i);
    }

    Histogram.add(data, 0, 40, 1);
    assertThat(Histogram.width(data, 0)).isEqualTo(2);
    assertThat(Histogram.bin(data, 0, 0.5)).isZero();
    assertThat(Histogram.count(data, 0, 1)).isEqualTo(2 + 3);
    assertThat(Histogram.count(data, 0, 20)).isEqualTo(1);

    Histogram.add(data, 0, -100, 1);
    assertThat(Histogram.width(data, 0)).isEqualTo(8);
    assertThat(Histogram.total(data, 0)).isEqualTo(31 * 16 + 2);
    assertThat(Histogram.middle(data, 0, Histogram.bin(data, 0, -100))).isBetween(-104.0, -96.0);
  }

  @Test
  void a_full_bin_halves_all_counts() {
    Histogram.start(data, 0, 0, 32);
    Histogram.add(data, 0, 3, 1000);
    Histogram.add(data, 0, 5, 65_535);

    Histogram.add(data, 0, 5, 1);

    assertThat(Histogram.count(data, 0, 3)).isEqualTo(500);
    assertThat(Histogram.count(data, 0, 5)).isEqualTo(32_768);
  }

  @Test
  void outside_the_frame_nothing_was_seen() {
    Histogram.start(data, 0, 0, 32);

    assertThat(Histogram.count(data, 0, Histogram.bin(data, 0, -1e9))).isZero();
    assertThat(Histogram.count(data, 0, Histogram.bin(data, 0, 1e9))).isZero();
  }
}
