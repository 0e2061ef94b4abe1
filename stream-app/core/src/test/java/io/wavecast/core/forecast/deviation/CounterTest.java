package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CounterTest {
  private final Random random = new Random(3);
  private double total;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_increase_of_a_counter_is_judged_and_its_restart_is_none(Profile profile) {
    Watched w = new Watched(profile);
    for (int t = 0; t < 3000; t++) {
      total = t == 1000 || t == 2000 ? 5 : total + 20 + random.nextGaussian();
      w.feed(total);
    }
    assertThat(w.begun(300)).isEmpty();

    for (int t = 0; t < 20; t++) {
      total += 60;
      w.feed(total);
    }

    assertThat(w.begun(3000)).hasSize(1);
    assertThat(w.deviations.get(3005).cause().number("increase")).isEqualTo(60);
  }

  @Test
  void a_counter_that_stalls_is_found() {
    Watched w = new Watched(Profile.FULL);
    for (int t = 0; t < 2000; t++) {
      total += 20 + random.nextGaussian();
      w.feed(total);
    }

    for (int t = 0; t < 10; t++) {
      w.feed(total);
    }

    assertThat(w.begun(300)).hasSize(1);
    assertThat(w.isFiring()).isTrue();
  }

  @Test
  void a_series_that_falls_now_and_then_is_none() {
    byte[] data = new byte[Profile.FULL.layout.size];
    for (int t = 0; t < 1000; t++) {
      Counter.changes(data, t % 50 == 49 ? t - 20 : t);
      Counter.next(data, t % 50 == 49 ? t - 20 : t);
      assertThat(Counter.counts(data)).isFalse();
    }
  }

  @Test
  void a_counter_that_falls_ceases_to_be_one() {
    byte[] data = new byte[Profile.FULL.layout.size];
    int changes = 0;
    for (int t = 0; t < 1000; t++) {
      float y = t == 700 ? 400 : t;
      changes += Counter.changes(data, y) ? 1 : 0;
      Counter.next(data, y);
      assertThat(Counter.counts(data)).as("%d", t).isEqualTo(t >= 100 && t < 700);
    }
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void missing_steps_share_an_increase_and_a_restart_repeats_the_one_before() {
    byte[] data = new byte[Profile.FULL.layout.size];
    Counter.next(data, 100);

    assertThat(Counter.increase(data, 160, 3)).isEqualTo(20);
    Counter.next(data, 160);
    assertThat(Counter.increase(data, 4, 1)).isEqualTo(20);
  }
}
