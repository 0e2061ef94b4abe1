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
  void beyond_the_record_evidence_grows_by_the_mean_excess_of_the_largest_eight() {
    insert(3, 1, 10, 5, 4, 9, 7, 2, 6, 8);
    double excess = (7 + 6 + 5 + 4 + 3 + 2 + 1) / 7.0;

    assertThat(evidence(10 + 2 * excess))
        .isCloseTo(Math.log10(50) + 2 / Math.log(10), within(1e-9));
  }

  @Test
  void equal_values_have_the_least_excess() {
    insert(5, 5, 5, 5, 5, 5, 5, 5);

    assertThat(evidence(5.2)).isCloseTo(Math.log10(40) + 2 / Math.log(10), within(1e-5));
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

    assertThat(evidence(limit)).isCloseTo(Math.log10(40) + 0.5, within(1e-9));
  }

  private void insert(float... maxima) {
    for (float maximum : maxima) {
      Tail.insert(data, 3, maximum);
    }
  }

  private double evidence(double x) {
    return Tail.evidence(data, 3, 5, x, MIN_EXCESS);
  }
}
