package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
  private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final ClockCheck check = new ClockCheck(wallMillis::get, nanos::get);

  @Test
  void a_clock_that_was_set_back_is_a_problem_until_it_has_caught_up() {
    pass(Duration.ofHours(10));
    assertThat(check.problem()).as("hours later").isEmpty();

    set(Duration.ofHours(-2));
    assertThat(check.problem()).contains("was set back by 7200 s: Kafka's clients wait");

    set(Duration.ofHours(2).minus(ClockCheck.TOLERATED).plusMillis(1));
    assertThat(check.problem()).isEmpty();
  }

  @Test
  void a_clock_that_was_set_ahead_is_none_until_it_is_set_back() {
    set(Duration.ofHours(2));
    assertThat(check.problem()).isEmpty();

    set(Duration.ofHours(-2));
    assertThat(check.problem()).contains("was set back by 7200 s: Kafka's clients wait");
  }

  @Test
  void small_corrections_are_none() {
    set(ClockCheck.TOLERATED.minusMillis(1).negated());

    assertThat(check.problem()).isEmpty();
  }

  private void pass(Duration time) {
    set(time);
    nanos.addAndGet(time.toNanos());
  }

  private void set(Duration by) {
    wallMillis.addAndGet(by.toMillis());
  }
}
