package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterTest {
  private final Random random = new Random(3);
  private final Memory memory = new Memory();
  private final Counter counter = new Counter(memory);
  private final byte[] data = new byte[memory.size()];
  private double total;

  @Test
  void the_increase_of_a_counter_is_judged_and_its_restart_is_none() {
    Judged s = new Judged(Judged.MINUTE);
    s.feed(3000, t -> total = t == 1000 || t == 2000 ? 5 : total + 20 + random.nextGaussian());
    assertThat(s.isCounter()).isTrue();
    assertThat(s.begins(300)).isEmpty();

    s.feed(20, t -> total += 60);

    assertThat(s.begins(3000)).hasSize(1);
    assertThat(s.deviations.get(3005).cause().number("increase")).isEqualTo(60);
    assertThat(s.deviations.get(3000).cause().expected())
        .as("in the unit of the series")
        .isBetween(s.deviations.get(2999).y() + 15, s.deviations.get(2999).y() + 25);
  }

  @Test
  void a_counter_that_stalls_is_found_as_long_as_it_stalls() {
    Judged s = new Judged(Judged.MINUTE).feed(2000, t -> total += 20 + random.nextGaussian());

    s.feed(30, t -> total);
    assertThat(s.begins(300)).containsExactly(2000);
    assertThat(s.isOpen()).isTrue();

    s.feed(60, t -> total += 20 + random.nextGaussian());
    assertThat(s.begins(300)).hasSize(1);
    assertThat(s.isOpen()).isFalse();
  }

  @Test
  void a_series_that_falls_now_and_then_is_none() {
    for (int t = 0; t < 1000; t++) {
      feed(t % 50 == 49 ? t - 20 : t);
      assertThat(counter.counts(data)).isFalse();
    }
  }

  @Test
  void a_counter_that_falls_ceases_to_be_one() {
    int changes = 0;
    for (int t = 0; t < 1000; t++) {
      changes += feed(t == 700 ? 400 : t) ? 1 : 0;
      assertThat(counter.counts(data)).as("%d", t).isEqualTo(t >= 100 && t < 700);
    }
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void a_constant_and_a_series_of_two_values_are_none() {
    for (int t = 0; t < 500; t++) {
      feed(7);
    }
    assertThat(counter.counts(data)).isFalse();
  }

  @Test
  void missing_steps_share_an_increase_and_a_restart_repeats_the_one_before() {
    counter.next(data, 100);

    assertThat(counter.increase(data, 160, 3)).isEqualTo(20);
    counter.next(data, 160);
    assertThat(counter.increase(data, 4, 1)).isEqualTo(20);
  }

  private boolean feed(float y) {
    boolean changes = counter.changes(data, y);
    counter.next(data, y);
    return changes;
  }
}
