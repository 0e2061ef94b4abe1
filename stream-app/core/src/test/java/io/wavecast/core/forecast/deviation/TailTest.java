package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TailTest {
  private static final double MIN_EXCESS = 0.1;

  private final byte[] data = new byte[3 + Tail.SIZE];

  @Test
  void nothing_is_evidence_before_six_blocks() {
    insert(1, 2, 3, 4, 5);

    assertThat(evidence(100)).isZero();
    insert(6);
    assertThat(evidence(100)).isPositive();
  }

  @Test
  void up_to_the_record_a_value_is_as_rare_as_its_rank() {
    insert(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(evidence(3)).isZero();
    assertThat(evidence(9.5)).isCloseTo(Math.log10(50 / 2.0), within(1e-9));
    assertThat(evidence(4.5)).isCloseTo(Math.log10(50 / 7.0), within(1e-9));
  }

  @Test
  void beyond_the_record_it_counts_how_many_mean_excesses_of_the_largest_eight() {
    insert(3, 1, 10, 5, 4, 9, 7, 2, 6, 8);
    double excess = (7 + 6 + 5 + 4 + 3 + 2 + 1) / 7.0;

    assertThat(beyond(10 + 2 * excess)).isCloseTo(2, within(1e-9));
    assertThat(evidence(10 + 2 * excess)).isCloseTo(Math.log10(50), within(1e-9));
  }

  @Test
  void equal_values_have_the_least_excess() {
    insert(5, 5, 5, 5, 5, 5, 5, 5);

    assertThat(beyond(5.2)).isCloseTo(2, within(1e-5));
  }

  @Test
  void nothing_is_beyond_the_record_before_six_blocks() {
    insert(1, 2, 3, 4, 5);

    assertThat(beyond(100)).isZero();
    insert(6);
    assertThat(beyond(6)).isZero();
    assertThat(beyond(6.1)).isPositive();
  }

  @Test
  void by_factors_it_counts_how_many_mean_excesses_of_logarithms() {
    insert(8, 16, 32, 64, 128, 256, 512, 1024);
    double excess = Math.log(2) * (7 + 6 + 5 + 4 + 3 + 2 + 1) / 7.0;

    assertThat(byFactors(1024 * 16, 0)).isCloseTo(4 * Math.log(2) / excess, within(1e-3));
  }

  @Test
  void by_factors_sizes_count_from_an_origin() {
    insert(108, 116, 132, 164, 228, 356, 612, 1124);

    assertThat(byFactors(100 + 1024 * 16, 100)).isCloseTo(1, within(1e-3));
  }

  @Test
  void by_factors_equal_values_have_the_least_excess_and_small_ones_the_least_size() {
    insert(5, 5, 5, 5, 5, 5, 5, 5);
    assertThat(byFactors(5 * Math.E, 0)).isCloseTo(1 / 0.05, within(1e-6));

    Tail.clear(data, 3);
    insert(0, 0, 0, 0, 0, 0, 0, 1);
    double excess = Math.log(1 / MIN_EXCESS) / 7;
    assertThat(byFactors(10, 0)).isCloseTo(Math.log(10) / excess, within(1e-6));
  }

  @Test
  void the_maximum_of_a_block_counts_and_a_dropped_block_does_not() {
    for (int i = 0; i < 4; i++) {
      Tail.learn(data, 3, 5, i == 2 ? 7 : -i);
    }
    assertThat(Tail.blocks(data, 3)).isZero();
    Tail.learn(data, 3, 5, 1);
    assertThat(Tail.record(data, 3)).isEqualTo(7);
    Tail.learn(data, 3, 5, 100);

    Tail.drop(data, 3);

    for (int i = 0; i < 5; i++) {
      Tail.learn(data, 3, 5, -9);
    }
    assertThat(Tail.blocks(data, 3)).isEqualTo(2);
    assertThat(Tail.record(data, 3)).isEqualTo(7);
    assertThat(Tail.least(data, 3)).isEqualTo(-9);
  }

  @Test
  void a_limit_lies_some_decades_beyond_the_record() {
    assertThat(Tail.limit(data, 3, 0.5, MIN_EXCESS)).isInfinite();
    insert(1, 2, 3, 4, 5, 6, 7, 8);

    double limit = Tail.limit(data, 3, 0.5, MIN_EXCESS);

    assertThat(beyond(limit)).isCloseTo(0.5 * Math.log(10), within(1e-9));
  }

  private void insert(float... maxima) {
    for (float maximum : maxima) {
      Tail.insert(data, 3, maximum);
    }
  }

  private double evidence(double x) {
    return Tail.evidence(data, 3, 5, x);
  }

  private double beyond(double x) {
    return Tail.beyond(data, 3, x, MIN_EXCESS);
  }

  private double byFactors(double x, double origin) {
    return Tail.beyondByFactors(data, 3, x, origin, MIN_EXCESS);
  }
}
