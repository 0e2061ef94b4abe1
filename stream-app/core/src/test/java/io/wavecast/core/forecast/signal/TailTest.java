package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tail of blocks of 5 values, whose prior is exceeded by 3 once in 1,000, by 0.8 on average. */
class TailTest {
  private static final double LEAST = 0.1;
  private static final double LN_10 = Math.log(10);

  private final Memory memory = new Memory();
  private final Tail tail = new Tail(memory, Statistic.ERROR_ABOVE);
  private final byte[] data = new byte[memory.size()];
  private final Readings readings = new Readings(List.of());

  @Test
  void nothing_is_evidence_of_its_own_before_six_blocks() {
    insert(1, 2, 3, 4, 5);
    assertThat(own(100)).isZero();

    insert(6);
    assertThat(own(100)).isPositive();
  }

  @Test
  void up_to_the_record_a_value_is_as_rare_as_its_rank() {
    insert(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(own(5)).as("the least that is kept").isZero();
    assertThat(own(9.5)).isEqualTo(Math.log10(50 / 2.0), within(1e-9));
    assertThat(own(6.5)).isEqualTo(Math.log10(50 / 5.0), within(1e-9));
    assertThat(own(10)).isEqualTo(Math.log10(50 / 2.0), within(1e-9));
  }

  @Test
  void beyond_the_record_it_is_a_lomax_tail_of_the_mean_excess() {
    insert(3, 1, 10, 5, 4, 9, 7, 2, 6, 8);
    double excess = (5 + 4 + 3 + 2 + 1) / 5.0;

    for (double t : new double[] {0.1, 1, 20, 1e6}) {
      double lomax = 20 * Math.log(1 + t / 20) / LN_10;
      assertThat(own(10 + t * excess)).isEqualTo(Math.log10(50) + lomax, within(1e-6));
    }
  }

  @Test
  void a_heavy_tail_counts_by_factors_if_that_is_less_rare() {
    insert(8, 16, 32, 64, 128, 256, 512, 1024);
    double logExcess = Math.log(2) * 3;

    double four = Math.log(16) / logExcess;
    assertThat(tail.own(data, 1024 * 16, LEAST, 0))
        .isEqualTo(Math.log10(40) + 20 * Math.log(1 + four / 20) / LN_10, within(1e-3))
        .isLessThan(own(1024 * 16));
    assertThat(tail.own(data, 1025, LEAST, 0)).isLessThanOrEqualTo(own(1025));
  }

  @Test
  void equal_values_have_the_least_excess() {
    insert(5, 5, 5, 5, 5, 5, 5, 5);

    double two = 20 * Math.log(1.1) / LN_10;
    assertThat(own(5.2)).isEqualTo(Math.log10(40) + two, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "10, 4", "500, 4", "999, 4", "1000, 4", "3000, 4", "10, 40", "500, 2"})
  void own_and_prior_mix_as_their_numbers_of_values(int blocks, double x) {
    for (int i = 0; i < blocks; i++) {
      insert(1 + i % 7 * 0.3f);
    }
    double values = 5.0 * blocks;
    double weight = 300 * Math.max(0, 1 - values / 5000);
    double prior = 3 + (x - 3) / 0.8 / LN_10;
    double p = weight * Math.pow(10, -Math.max(0, prior)) + values * Math.pow(10, -own(x, 0.15));
    double mixed = blocks == 0 ? Math.min(prior, 8) : -Math.log10(p / (weight + values));

    double judged = tail.judge(context(100), readings, x, 0);

    assertThat(judged).isEqualTo(mixed, within(1e-9));
    assertThat(readings.value(Statistic.ERROR_ABOVE)).isEqualTo(x);
    assertThat(readings.evidence(Statistic.ERROR_ABOVE)).isEqualTo(judged);
  }

  @Test
  void without_values_the_prior_alone_says_at_most_eight_decades() {
    assertThat(tail.judge(context(100), readings, 3, 0)).isEqualTo(3);
    assertThat(tail.judge(context(100), readings, 1e9, 0)).isEqualTo(8);
    assertThat(tail.judge(context(100), readings, -1e9, 0)).isZero();
  }

  @Test
  void the_largest_of_each_block_is_learned() {
    learn(100, 5, 1, 7, 2);
    assertThat(tail.blocks(data)).isZero();

    learn(100, 3);

    assertThat(tail.blocks(data)).isEqualTo(1);
    assertThat(tail.record(data)).isEqualTo(7);
  }

  @Test
  void one_value_of_a_known_series_is_learned_by_half_a_decade_beyond_the_record() {
    insert(1, 2, 3, 4, 5, 6, 7, 8);
    double half = 8 + 0.5 * LN_10 * 3;

    learn(901, 1000, 0, 0, 0, 0);
    assertThat(tail.record(data)).isEqualTo((float) half, within(0.01f));

    learn(899, 1000, 0, 0, 0, 0);
    assertThat(tail.record(data)).as("a young series").isEqualTo(1000);
  }

  @Test
  void an_anomaly_drops_the_block_in_which_it_begins_and_is_learned_a_little_beyond_the_record() {
    insert(1, 2, 3, 4, 5, 6, 7, 8);
    learn(100, 50, 60);

    tail.beginAnomaly(data);
    peak(500);
    peak(300);
    tail.endAnomaly(data, readings, false);

    assertThat(tail.record(data)).isEqualTo((float) (8 + 0.3 * LN_10 * 3), within(0.01f));
    learn(100, 1, 1, 1, 1);
    assertThat(tail.blocks(data)).as("8, the peak; the block is not full").isEqualTo(9);
  }

  @Test
  void in_full_or_by_acceptance_the_whole_peak_is_learned() {
    insert(1, 2, 3, 4, 5, 6, 7, 8);
    tail.beginAnomaly(data);
    peak(500);
    tail.endAnomaly(data, readings, false);

    tail.acceptPeak(data);
    tail.acceptPeak(data);
    assertThat(tail.record(data)).isBetween(500f, 600f);
    assertThat(own(510)).as("the next one is common").isLessThan(Math.log10(65 / 4.0));
    assertThat(tail.blocks(data)).isGreaterThan(10);

    tail.beginAnomaly(data);
    peak(900);
    tail.endAnomaly(data, readings, true);
    assertThat(tail.record(data)).isEqualTo(900);
  }

  @Test
  void what_takes_no_part_in_an_anomaly_is_not_learned_at_its_end() {
    insert(1, 2, 3, 4, 5, 6, 7, 8);
    tail.beginAnomaly(data);
    readings.note(Statistic.ERROR_ABOVE, 500, 0, Tuning.SPOKE);
    tail.addPeak(data, readings);

    tail.endAnomaly(data, readings, true);

    assertThat(tail.blocks(data)).isEqualTo(8);
  }

  private void insert(float... maxima) {
    for (float maximum : maxima) {
      tail.insert(data, maximum);
    }
  }

  private void peak(double x) {
    readings.note(Statistic.ERROR_ABOVE, x, 0, Tuning.SPOKE + 1);
    tail.addPeak(data, readings);
  }

  private void learn(int n, double... values) {
    for (double x : values) {
      readings.note(Statistic.ERROR_ABOVE, x, 0, 0);
      tail.learn(context(n), readings);
    }
  }

  private double own(double x) {
    return own(x, LEAST);
  }

  private double own(double x, double least) {
    return tail.own(data, x, least, Double.NaN);
  }

  private Context context(int n) {
    return Contexts.of(data, n);
  }
}
