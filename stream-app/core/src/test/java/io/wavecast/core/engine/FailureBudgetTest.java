package io.wavecast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FailureBudget budget = new FailureBudget(2, Duration.ofMinutes(10));

  @Test
  void one_failure_too_many_within_the_window_is_the_end() {
    assertThat(budget.spend(START)).isTrue();
    assertThat(budget.spend(START.plusSeconds(1))).isTrue();
    assertThat(budget.spend(START.plusSeconds(600))).isFalse();
  }

  @Test
  void failures_of_long_ago_are_forgotten() {
    assertThat(budget.spend(START)).isTrue();
    assertThat(budget.spend(START.plusSeconds(1))).isTrue();
    assertThat(budget.spend(START.plusSeconds(601))).isTrue();
  }
}
