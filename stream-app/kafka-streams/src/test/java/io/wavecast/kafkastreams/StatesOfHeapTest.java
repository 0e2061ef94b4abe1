package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatesOfHeapTest {
  private static final long MIB = 1 << 20;

  @Test
  void a_small_heap_gives_a_quarter() {
    assertThat(StatesOfHeap.of(512 * MIB, 256 * MIB)).isEqualTo(128 * MIB);
  }

  @Test
  void a_large_old_generation_gives_three_quarters_of_what_others_leave() {
    assertThat(StatesOfHeap.of(2800 * MIB, 2100 * MIB)).isEqualTo(1425 * MIB);
  }

  @Test
  void an_old_generation_without_a_limit_of_its_own_does_not_count() {
    assertThat(StatesOfHeap.of(2800 * MIB, 2800 * MIB)).isEqualTo(700 * MIB);
    assertThat(StatesOfHeap.of(2800 * MIB, Long.MAX_VALUE)).isEqualTo(700 * MIB);
  }

  @Test
  void this_process_has_a_share_of_its_heap() {
    assertThat(StatesOfHeap.ofThisProcess())
        .isBetween(Runtime.getRuntime().maxMemory() / 4, Runtime.getRuntime().maxMemory());
  }
}
