package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ThreadFailures.Budget budget = new ThreadFailures.Budget(2, Duration.ofMinutes(10));

  @Test
  void one_failure_too_many_within_the_window_is_the_end() {
    assertThat(alone(0)).isTrue();
    assertThat(alone(1)).isTrue();
    assertThat(alone(600)).isFalse();
  }

  @Test
  void failures_of_long_ago_are_forgotten() {
    assertThat(alone(0)).isTrue();
    assertThat(alone(1)).isTrue();
    assertThat(alone(601)).isTrue();
  }

  @Test
  void what_fails_all_workers_at_once_is_one_failure() {
    List<String> first = workers(0, 16);
    for (String worker : first) {
      assertThat(fail(1, worker, first)).isTrue();
    }
    List<String> second = workers(16, 32);
    for (String worker : second) {
      assertThat(fail(2, worker, second)).isTrue();
    }

    assertThat(fail(3, "32", workers(32, 48))).as("the third time").isFalse();
  }

  @Test
  void a_worker_that_fails_again_and_again_beside_others_that_run_spends_each_time() {
    assertThat(fail(1, "1", List.of("1", "other"))).isTrue();
    assertThat(fail(2, "2", List.of("2", "other"))).isTrue();
    assertThat(fail(3, "3", List.of("3", "other"))).isFalse();
  }

  @Test
  void a_worker_that_ran_at_an_earlier_failure_is_excused_once_and_not_for_ever() {
    assertThat(fail(0, "1", List.of("1", "2"))).isTrue();
    assertThat(fail(1, "2", List.of("2"))).isTrue();
    assertThat(fail(700, "2", List.of("2"))).isTrue();
    assertThat(fail(701, "2", List.of("2"))).isTrue();
    assertThat(fail(702, "2", List.of("2"))).isFalse();
  }

  @Test
  void a_worker_is_excused_only_soon_after_the_failure_of_another() {
    assertThat(fail(0, "1", List.of("1", "2", "3"))).isTrue();
    assertThat(fail(120, "2", List.of("2", "3"))).as("two minutes later").isTrue();
    assertThat(fail(121, "3", List.of("3"))).as("a failure of its own").isTrue();
    assertThat(fail(122, "4", List.of("4"))).isFalse();
  }

  private static List<String> workers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private boolean alone(int second) {
    return fail(second, "worker " + second, List.of());
  }

  private boolean fail(int second, String worker, List<String> workers) {
    return budget.onFailure(START.plusSeconds(second), worker, workers);
  }
}
