package io.wavecast.chorales.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final int DRAWS = 40_000;

  @Test
  void at_temperature_1_notes_come_as_often_as_the_model_says() {
    float[] p = probabilities(0.7f, 0.25f, 0.05f);

    assertThat(share(p, 1, 10)).isCloseTo(0.7, within(0.01));
    assertThat(share(p, 1, 20)).isCloseTo(0.25, within(0.01));
    assertThat(share(p, 1, 30)).isCloseTo(0.05, within(0.005));
  }

  @Test
  void a_temperature_raises_probabilities_to_its_inverse() {
    float[] p = probabilities(0.8f, 0.2f, 0);

    // 0.8^2 / (0.8^2 + 0.2^2), and the same with roots
    assertThat(share(p, 0.5, 10)).isCloseTo(0.9412, within(0.01));
    assertThat(share(p, 2, 10)).isCloseTo(0.6667, within(0.01));
  }

  @Test
  void what_has_no_chance_never_comes_and_the_coldest_and_hottest_draws_are_notes() {
    float[] p = probabilities(0.8f, 0.2f, 0);

    assertThat(share(p, 0.05, 10)).isEqualTo(1);
    assertThat(share(p, 10, 10) + share(p, 10, 20)).isEqualTo(1);
  }

  @Test
  void greedy_takes_the_likeliest() {
    ChoraleRequest greedy = request(Mode.GREEDY, 1);

    assertThat(Draw.choose(greedy, probabilities(0.3f, 0.3f, 0.4f), 0, 5)).isEqualTo(30);
  }

  @Test
  void uniform_numbers_are_spread_evenly_and_depend_on_seed_and_index() {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      double u = Draw.uniform(3, i);
      assertThat(u).isBetween(0.0, 0x1.fffffffffffffp-1);
      sum += u;
    }
    assertThat(sum / DRAWS).isCloseTo(0.5, within(0.01));
    assertThat(Draw.uniform(3, 7)).isNotEqualTo(Draw.uniform(4, 7)).isEqualTo(Draw.uniform(3, 7));
  }

  @Test
  void uniform_numbers_are_those_of_a_splittable_random_so_that_chorales_never_change() {
    long weyl = 0x9e3779b97f4a7c15L;
    for (long seed : new long[] {0, 3, -1, Long.MAX_VALUE}) {
      long mixed = new SplittableRandom(seed - weyl).nextLong();
      SplittableRandom expected = new SplittableRandom(mixed);
      for (int i = 0; i < 100; i++) {
        assertThat(Draw.uniform(seed, i)).as("seed %d", seed).isEqualTo(expected.nextDouble());
      }
    }
  }

  @Test
  void of_equally_likely_notes_greedy_takes_the_lowest() {
    assertThat(Draw.choose(request(Mode.GREEDY, 1), probabilities(0.5f, 0.5f, 0), 0, 5))
        .isEqualTo(10);
  }

  private static double share(float[] p, double temperature, int type) {
    ChoraleRequest request = request(Mode.SAMPLE, temperature);
    int count = 0;
    for (int i = 0; i < DRAWS; i++) {
      count += Draw.choose(request, p, 0, i) == type ? 1 : 0;
    }
    return count / (double) DRAWS;
  }

  private static float[] probabilities(float a, float b, float c) {
    float[] p = new float[Composer.CLASSES];
    p[10] = a;
    p[20] = b;
    p[30] = c;
    return p;
  }

  private static ChoraleRequest request(Mode mode, double temperature) {
    return new ChoraleRequest("x", List.of(new Chord(60, 0, 0, 0)), 1, mode, temperature, 11);
  }
}
