package io.wavecast.core.stream;

import static io.wavecast.core.stream.LoggedStatesTest.BODY;
import static io.wavecast.core.stream.LoggedStatesTest.MANY;
import static io.wavecast.core.stream.LoggedStatesTest.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much memory states take, and what happens when they do not fit. */
class HeldStatesTest {
  private WritingStore store = new WritingStore(MANY);
  private LoggedStates<String> states = open(store);

  @Test
  void states_in_memory_are_bounded_and_what_leaves_memory_is_in_the_store_in_full() {
    store = new WritingStore(10_000);
    states = open(store);
    for (int n = 0; n < 100; n++) {
      states.put("k" + n, BODY + n);
    }

    assertThat(store.keysWritten()).doesNotHaveDuplicates().hasSizeBetween(40, 90);
    assertThat(store.keysWritten()).as("the last one stays").doesNotContain("k99");
    assertThat(states.get("k0")).isEqualTo(BODY + 0);
    states.save();
    assertThat(recovered()).hasSize(100).containsEntry("k0", BODY + 0);
  }

  /** A state needs some 420 bytes of memory, and packed some 230: its body is of one letter. */
  @Test
  void states_are_packed_before_any_leaves_memory_and_no_longer_when_there_is_room() {
    store = new WritingStore(25_000);
    states = open(store);
    for (int round = 0; round < 50; round++) {
      for (int n = 0; n < 80; n++) {
        states.put("k" + n, BODY + n + round);
        if (n % 8 == 7) {
          states.save();
        }
      }
      assertThat(recovered())
          .as("round " + round)
          .hasSize(80)
          .containsEntry("k7", BODY + 7 + round);
    }
    assertThat(store.reads()).as("all were in memory").isZero();
    assertThat(states.held().isPacking()).isTrue();

    for (int n = 1; n < 80; n++) {
      states.remove("k" + n);
    }
    states.save();
    assertThat(states.held().isPacking()).isFalse();
    states.put("k0", BODY + 51);
    states.save();
    assertThat(recovered()).containsExactly(Map.entry("k0", BODY + 51));
  }

  /** LZ4 cannot shorten random digits, so packed states have some 60 % of their bytes. */
  @Test
  void packing_frees_memory_where_it_saves_only_a_third() {
    Random random = new Random(3);
    store = new WritingStore(100 * 1_000);
    states = open(store);
    for (int round = 0; round < 3; round++) {
      for (int n = 0; n < 100; n++) {
        states.put("k" + n, digits(random, 700) + "x".repeat(500));
        states.save();
      }
    }

    assertThat(states.held().isPacking()).isTrue();
    assertThat(states.held().size()).isEqualTo(100);
    assertThat(store.reads()).isZero();
    assertThat(states.held().used()).isBetween(80_000L, 100_000L);
    assertThat(recovered()).hasSize(100);
  }

  private static String digits(Random random, int n) {
    StringBuilder text = new StringBuilder();
    random.ints(n, 0, 10).forEach(text::append);
    return text.toString();
  }

  @Test
  void a_state_that_is_packed_is_written_in_full_more_often() {
    store = new WritingStore(3_000);
    states = open(store);
    for (int n = 0; n < 300; n++) {
      for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
        states.put(key, BODY + n);
        states.save();
      }
    }

    assertThat(states.held().isPacking()).isTrue();
    assertThat(states.held().size()).as("all are in memory").isEqualTo(8);
    assertThat(store.keysWritten().stream().filter("a"::equals).count())
        .as("in full, of 300 commits")
        .isBetween(300L / 16, 300L / 8);
  }

  /** Those with differences were in memory before the crash, others left it. */
  @Test
  void recovering_more_states_than_fit_keeps_within_the_memory() {
    store = new WritingStore(20_000);
    states = open(store);
    for (int n = 0; n < 1_000; n++) {
      states.put("k" + n, BODY + n);
      states.save();
    }
    for (int n = 500; n < 540; n++) {
      states.put("k" + n, BODY + -n);
      states.save();
    }
    LoggedStates<String> other = open(store.copy());
    Map<String, String> found = new TreeMap<>();

    other.recover(found::put);

    assertThat(found)
        .hasSize(1_000)
        .containsEntry("k1", BODY + 1)
        .containsEntry("k539", BODY + -539);
    assertThat(other.held().used()).isLessThan(20_000 + 1_000);
    assertThat(other.held().size()).isGreaterThan(40);
  }

  @Test
  void states_that_left_memory_are_not_kept_by_the_list_of_those_in_the_log() {
    store = new WritingStore(10_000);
    states = open(store);
    for (int n = 0; n < 5_000; n++) {
      String key = "k" + (n * 7 + n / 40) % 60;
      states.put(key, BODY + n);
      states.save();
    }

    assertThat(states.held().size()).isBetween(20, 59);
    assertThat(states.tracked()).isLessThanOrEqualTo(2 * states.held().size());
  }

  /** Least recently used would leave just before its next use, every time. */
  @Test
  void keys_in_turn_are_mostly_in_memory_when_most_fit() {
    store = new WritingStore(18_000);
    states = open(store);
    for (int n = 0; n < 3_000; n++) {
      states.put("k" + n % 100, BODY + n);
      if (n % 10 == 9) {
        states.save();
      }
    }

    assertThat(store.reads()).as("of 2,900").isBetween(300, 2_000);
    for (int n = 2_900; n < 3_000; n++) {
      assertThat(states.get("k" + n % 100)).isEqualTo(BODY + n);
    }
  }

  @Test
  void recovering_reads_each_state_that_fits_in_one_pass() {
    for (int n = 0; n < 200; n++) {
      states.put("k" + n, BODY + n);
    }
    states.save();
    for (int n = 0; n < 200; n++) {
      states.put("k" + n, BODY + -n);
    }
    states.save();
    WritingStore again = store.copy();
    LoggedStates<String> other = open(again);

    other.recover((key, state) -> {});
    assertThat(other.get("k9")).isEqualTo(BODY + -9);

    assertThat(again.reads()).as("of states").isZero();
  }

  @Test
  void a_state_with_differences_in_the_log_is_written_in_full_when_it_leaves_memory() {
    store = new WritingStore(2_000);
    states = open(store);
    states.put("a", BODY + 1);
    states.save();
    states.put("a", BODY + 2);
    states.save();
    assertThat(new String(store.map.get("a"), UTF_8)).as("in the log").endsWith("x1");

    for (int n = 0; n < 10; n++) {
      states.put("k" + n, BODY + n);
    }

    assertThat(new String(store.map.get("a"), UTF_8)).endsWith("x2");
    assertThat(states.get("a")).isEqualTo(BODY + 2);
  }

  @Test
  void where_most_states_leave_memory_no_log_is_written() {
    store = new WritingStore(10_000);
    states = open(store);
    for (int n = 0; n < 300; n++) {
      states.put("k" + n % 100, BODY + n);
      if (n % 100 == 99) {
        states.save();
      }
    }

    assertThat(store.keysWritten()).allMatch(key -> key.startsWith("k"));
  }

  private Map<String, String> recovered() {
    return LoggedStatesTest.recovered(store);
  }
}
