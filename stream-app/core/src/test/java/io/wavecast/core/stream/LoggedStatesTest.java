package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** States are long texts of which an end changes; the store holds bytes and keeps every write. */
class LoggedStatesTest {
  private static final String BODY = "x".repeat(200);
  private static final int MANY = 1 << 20;
  private static final int MAX_RECORD = 10_000;

  private WritingStore store = new WritingStore(MANY);
  private LoggedStates<String> states = open(store);

  private static LoggedStates<String> open(WritingStore store) {
    return new LoggedStates<>(store, new EndingCodec(), MAX_RECORD);
  }

  @Test
  void a_key_that_is_not_stored_has_the_empty_state() {
    assertThat(states.get("a")).isEqualTo("empty");
    states.save();
    assertThat(store.writes).isEmpty();
  }

  @Test
  void after_the_first_commit_only_differences_are_written() {
    states.put("a", BODY + 1);
    states.save();
    states.put("a", BODY + 2);
    states.put("a", BODY + 3);
    states.save();
    states.save();

    assertThat(store.keysWritten()).as("log, head").startsWith("a").hasSize(3);
    assertThat(store.bytesWritten(2)).isLessThan(60);
    assertThat(recovered()).containsExactly(Map.entry("a", BODY + 3));
  }

  @Test
  void restoring_gives_the_same_state_at_every_length_of_the_log() {
    for (int n = 0; n < 200; n++) {
      states.put("a", BODY + n);
      states.put("b", BODY + -n);
      states.save();

      assertThat(recovered()).as("after " + n).containsEntry("a", BODY + n);
      assertThat(recovered()).containsEntry("b", BODY + -n);
    }
    assertThat(store.keysWritten().stream().filter("a"::equals).count())
        .as("in full, of 200 commits")
        .isBetween(4L, 6L);
    assertThat(store.map.keySet().stream().filter(StateLog::isReserved).count())
        .as("blocks that are kept")
        .isLessThan(70);
  }

  @Test
  void anything_done_in_any_order_survives_a_crash_after_any_commit() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      store = new WritingStore(List.of(MANY, 5_000, 3_000, 900).get(random.nextInt(4)));
      states = open(store);
      Map<String, String> expected = new TreeMap<>();
      for (int step = 0; step < 600; step++) {
        String key = "k" + random.nextInt(20);
        switch (random.nextInt(12)) {
          case 0, 1 -> {
            states.save();
            assertThat(recovered()).as("seed %d, step %d", seed, step).isEqualTo(expected);
          }
          case 2 -> {
            states.save();
            states = open(store);
            states.recover((k, state) -> {});
          }
          case 3 -> {
            states.remove(key);
            expected.remove(key);
          }
          case 4, 5 -> assertThat(states.get(key)).isEqualTo(expected.getOrDefault(key, "empty"));
          default -> {
            String state = BODY.substring(random.nextInt(5)) + random.nextInt(100_000);
            states.put(key, state);
            expected.put(key, state);
          }
        }
      }
    }
  }

  /** As at_least_once: what a commit wrote is kept up to some write. */
  @Test
  void a_crash_amid_a_commit_leaves_each_state_as_before_or_after_it() {
    Random random = new Random(7);
    Map<String, String> before = new HashMap<>();
    for (int commit = 0; commit < 90; commit++) {
      Map<String, String> after = new HashMap<>(before);
      for (int i = 0; i < 5; i++) {
        String key = "k" + random.nextInt(8);
        after.put(key, BODY + random.nextInt(100_000));
        states.put(key, after.get(key));
      }
      Map<String, byte[]> stored = new HashMap<>(store.map);
      store.writes.clear();
      states.save();

      for (int kept = 0; kept <= store.writes.size(); kept++) {
        WritingStore crashed = new WritingStore(MANY);
        crashed.map.putAll(stored);
        store.writes.subList(0, kept).forEach(write -> write.accept(crashed));
        LoggedStates<String> again = open(crashed);
        Map<String, String> found = new TreeMap<>();
        again.recover(found::put);
        found.forEach(
            (key, state) ->
                assertThat(state).isIn(before.getOrDefault(key, state), after.get(key)));
        assertThat(found.keySet()).containsAll(before.keySet());
        found.replaceAll((key, state) -> state + "!");
        found.forEach(again::put);
        again.save();
        assertThat(recovered(crashed)).as("it goes on").isEqualTo(found);
      }
      before.putAll(after);
    }
  }

  @Test
  void states_of_a_silent_key_do_not_keep_the_log_from_shrinking() {
    states.put("silent", BODY);
    states.save();
    states.put("silent", BODY + 1);
    for (int n = 0; n < 10_000; n++) {
      states.put("a", BODY + BODY + n + BODY);
      states.save();
    }

    assertThat(recovered()).containsEntry("silent", BODY + 1);
    assertThat(store.bytesOfLog()).isLessThan((1 << 20) + 10_000);
  }

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
    assertThat(states.isPacking()).isTrue();

    for (int n = 1; n < 80; n++) {
      states.remove("k" + n);
    }
    states.save();
    assertThat(states.isPacking()).isFalse();
    states.put("k0", BODY + 51);
    states.save();
    assertThat(recovered()).containsExactly(Map.entry("k0", BODY + 51));
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

  @Test
  void states_that_were_written_without_a_log_are_read() {
    store.map.put("a", (BODY + 1).getBytes(UTF_8));

    assertThat(recovered()).containsExactly(Map.entry("a", BODY + 1));
    states.recover((key, state) -> {});
    states.put("a", BODY + 2);
    states.save();
    assertThat(recovered()).containsExactly(Map.entry("a", BODY + 2));
    assertThat(new String(store.map.get("a"), UTF_8)).as("still").isEqualTo(BODY + 1);
  }

  @Test
  void a_log_that_does_not_continue_its_state_is_refused() {
    states.put("a", BODY + 1);
    states.save();
    states.put("a", BODY + 2);
    states.save();
    byte[] full = store.map.get("a").clone();
    full[20] = 'y';
    store.map.put("a", full);

    assertThatThrownBy(this::recovered)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not continue the state of a");
  }

  @Test
  void an_absent_block_is_refused() {
    states.put("a", BODY + 1);
    states.save();
    states.put("a", BODY + 2);
    states.save();
    store.map.keySet().removeIf(key -> StateLog.isReserved(key) && !key.endsWith("log"));

    assertThatThrownBy(this::recovered)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("block 0");
  }

  @Test
  void a_visit_sees_changes_and_no_log() {
    states.put("a", BODY + 1);
    states.save();
    states.put("a", BODY + 2);
    states.put("b", "3");
    Map<String, String> seen = new TreeMap<>();

    states.forEach(seen::put);

    assertThat(seen).containsExactly(Map.entry("a", BODY + 2), Map.entry("b", "3"));
  }

  private Map<String, String> recovered() {
    return recovered(store);
  }

  private static Map<String, String> recovered(WritingStore store) {
    Map<String, String> found = new TreeMap<>();
    LoggedStates<String> other = open(store.copy());
    other.recover(found::put);
    Map<String, String> read = new TreeMap<>();
    found.keySet().forEach(key -> read.put(key, other.get(key)));
    assertThat(read).isEqualTo(found);
    return found;
  }
}
