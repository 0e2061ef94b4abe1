package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first values of a series: judged from the 60th on, by what series in general do. */
class YouthTest {
  private static final int SEEDS = 20;

  @Test
  void nothing_is_an_anomaly_before_sixty_values() {
    Judged s = noise(Judged.MINUTE, 1, 59);

    assertThat(s.feed(1e6).score()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {Judged.MINUTE, 5 * Judged.MINUTE, Judged.HOUR})
  void most_spikes_of_ten_standard_deviations_and_all_outages_are_found_from_then_on(long stepMs) {
    int spikes = 0;
    int outages = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      int n = Pace.YOUTH.values(stepMs) + 1 + 240 * seed / SEEDS;
      spikes += noise(stepMs, seed, n).feed(110).score() > 1 ? 1 : 0;
      outages += noise(stepMs, seed, n).feed(5, t -> 0).highest(n) > 1 ? 1 : 0;
    }

    assertThat(outages).isEqualTo(SEEDS);
    assertThat(spikes + outages).isGreaterThanOrEqualTo(7 * 2 * SEEDS / 10);
  }

  @Test
  void clean_series_hardly_alert_in_their_first_days() {
    List<String> begun = new ArrayList<>();
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      Random random = new Random(seed);
      double[] at = {100};
      begun.addAll(first(t -> 100 + random.nextGaussian()));
      begun.addAll(first(t -> at[0] += 0.98 * (100 - at[0]) + random.nextGaussian()));
      begun.addAll(first(t -> at[0] = 100 + 0.95 * (at[0] - 100) + random.nextGaussian()));
      begun.addAll(
          first(t -> 100 + 30 * Math.sin(2 * Math.PI * t / 1440) + 2 * random.nextGaussian()));
    }

    assertThat(begun).as("in two days of 40 series").hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void the_first_change_of_a_constant_says_little_unless_it_falls_to_zero() {
    Judged little = Judged.of(100, t -> 50);
    Judged down = Judged.of(100, t -> 50);

    assertThat(little.feed(51).score()).isLessThan(1);
    assertThat(down.feed(0).score()).isGreaterThan(1);
  }

  @Test
  void the_same_spike_says_more_in_a_series_that_is_known() {
    Deviation young = noise(Judged.MINUTE, 3, 200).feed(110);
    Deviation old = noise(Judged.MINUTE, 3, 8000).feed(110);

    assertThat(old.score()).isGreaterThan(young.score());
  }

  private static List<String> first(IntToDoubleFunction value) {
    return Judged.of(2880, value).begun(0);
  }

  /** Noise around 100, which the model forecasts. */
  private static Judged noise(long stepMs, int seed, int n) {
    Random random = new Random(seed);
    return new Judged(stepMs).forecast(t -> 100, 1.645).feed(n, t -> 100 + random.nextGaussian());
  }
}
