package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingInputsTest {
  private final List<Double> latencies = new ArrayList<>();
  private long nanos;
  private final PendingInputs pending = new PendingInputs(3, latencies::add, () -> nanos);

  @Test
  void the_batch_is_full_with_its_last_input() {
    assertThat(pending.add("b")).isFalse();
    assertThat(pending.add("a")).isFalse();
    assertThat(pending.size()).isEqualTo(2);

    assertThat(pending.add("b")).isTrue();

    assertThat(pending.size()).isEqualTo(3);
    assertThat(pending.keys()).containsExactly("b", "a");
  }

  @Test
  void a_complete_batch_is_empty_and_has_recorded_the_latency_of_each_input() {
    pending.add("a");
    nanos = 1_500_000_000;
    pending.add("b");
    nanos = 2_000_000_000;

    pending.complete();

    assertThat(latencies).containsExactly(2.0, 0.5);
    assertThat(pending.size()).isZero();
    assertThat(pending.keys()).isEmpty();
    assertThat(pending.add("c")).as("full").isFalse();
    pending.complete();
    assertThat(latencies).as("each input once").containsExactly(2.0, 0.5, 0.0);
  }

  @Test
  void a_batch_that_is_given_up_records_nothing() {
    pending.add("a");

    pending.clear();
    pending.complete();

    assertThat(latencies).isEmpty();
    assertThat(pending.size()).isZero();
    assertThat(pending.keys()).isEmpty();
  }

  @Test
  void restored_inputs_count_but_their_latency_is_unknown() {
    pending.restore("a", 2);
    assertThat(pending.size()).isEqualTo(2);
    assertThat(pending.keys()).containsExactly("a");
    nanos = 1_000_000_000;

    assertThat(pending.add("b")).as("full").isTrue();
    nanos = 3_000_000_000L;
    pending.complete();

    assertThat(latencies).containsExactly(2.0);
  }

  @Test
  void more_inputs_than_a_batch_holds_are_kept() {
    pending.restore("a", 2);
    for (String key : List.of("b", "c", "d", "e")) {
      pending.add(key);
    }

    assertThat(pending.size()).isEqualTo(6);
    pending.complete();
    assertThat(latencies).as("of as many as a batch holds").hasSize(3);
  }

  @Test
  void a_batch_holds_at_least_one_input() {
    assertThat(new PendingInputs(1, latencies::add, () -> nanos).add("a")).isTrue();
    assertThatThrownBy(() -> new PendingInputs(0, latencies::add, () -> nanos))
        .hasMessage("batch size must be at least 1, got: 0");
  }
}
