package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Changes are noise when they are larger than the typical one, and larger than they ever were. */
class NoiseTest {
  private static final int AT =
      Profile.FULL.layout.voices + Profile.FULL.voices.offset(Noise.class);

  private final SplittableRandom random = new SplittableRandom(7);
  private final Noise noise = new Noise();
  private final Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);

  @Test
  void one_jump_after_a_long_calm_is_no_noise_and_several_are() {
    for (int t = 0; t < 300; t++) {
      change(0);
      noise.learn(s, AT);
    }

    change(100);
    assertThat(s.value(Feature.NOISE)).isNegative();
    assertThat(s.evidence(Voice.NOISE)).isZero();

    change(100);
    assertThat(s.value(Feature.NOISE)).isPositive();
    assertThat(s.evidence(Voice.NOISE)).isGreaterThan(3);
  }

  @Test
  void the_first_change_of_a_constant_is_no_noise() {
    for (int t = 0; t < 300; t++) {
      change(0, 0);
      noise.learn(s, AT);
    }

    s.flatFor = 300;
    change(100, 0);

    assertThat(s.evidence(Feature.NOISE)).isGreaterThan(3);
    assertThat(s.evidence(Voice.NOISE)).isZero();
  }

  @Test
  void noise_that_falls_is_found_each_time_and_ends_when_it_returns() {
    Watched w = new Watched(Profile.FULL);
    feed(w, 3000, 1);
    feed(w, 80, 0.05);
    feed(w, 1500, 1);
    feed(w, 80, 0.05);
    feed(w, 700, 1);

    assertThat(w.begun(0)).containsExactly("noise", "noise");
    Deviation quiet = w.deviations.get(3070);
    assertThat(quiet.score()).isGreaterThan(1);
    assertThat(quiet.cause().number("factor")).isLessThan(1);
    assertThat(w.deviations.subList(3120, 4580)).allMatch(d -> d.score() < 1);
    assertThat(w.isFiring()).isFalse();
  }

  @Test
  void a_series_that_is_quiet_at_times_may_be_so_for_longer() {
    Watched w = new Watched(Profile.FULL);
    for (int day = 0; day < 12; day++) {
      feed(w, 100, 1);
      feed(w, day == 11 ? 120 : 60, 0.08);
    }

    assertThat(w.begun(0)).isEmpty();
  }

  @Test
  void two_states_that_last_for_long_are_no_noise_at_any_time() {
    Watched w = new Watched(Profile.FULL);
    for (int t = 0; t < 12_000; ) {
      int stays = 18 + random.nextInt(16);
      int state = t == 0 ? 0 : 1 - (int) w.deviations.get(t - 1).y();
      for (int i = 0; i < stays; i++, t++) {
        w.feed(state);
      }
    }

    assertThat(w.begun(0)).isEmpty();
  }

  @Test
  void what_follows_a_long_pause_of_a_price_is_no_noise() {
    Watched w = new Watched(Profile.FULL);
    feed(w, 4000, 1);
    double closed = w.deviations.get(3999).y();
    for (int i = 0; i < 3000; i++) {
      w.feed(closed);
    }
    feed(w, 1000, 1);

    assertThat(w.begun(7000)).isEmpty();
  }

  private void feed(Watched w, int values, double noise) {
    for (int i = 0; i < values; i++) {
      w.feed(50 + noise * random.nextGaussian());
    }
  }

  private void change(double change) {
    change(change, 1);
  }

  private void change(double change, double typical) {
    int n = s.n + 1;
    s.clear();
    s.n = n;
    s.change = change;
    s.typical = typical;
    s.trifle = 0.05 * typical + 1e-9;
    noise.listen(s, AT);
  }
}
