package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States are long texts of which an end changes; the store holds bytes and keeps every write. */
class LoggedStatesTest {
  static final String BODY = "x".repeat(200);
  static final int MANY = 1 << 20;
  private static final int MAX_RECORD = 10_000;

  /** The smallest whose blocks hold differences. */
  private static final int SMALL_RECORD = 4_200;

  private WritingStore store = new WritingStore(MANY);
  private LoggedStates<String> states = open(store);

  static LoggedStates<String> open(WritingStore store) {
    return new LoggedStates<>(store, new EndingCodec(), MAX_RECORD);
  }

  /** Finds differences before the commit when some changed states wait for theirs. */
  static LoggedStates<String> openEarly(WritingStore store, int waiting) {
    return new LoggedStates<>(
        store, new EndingCodec(), SMALL_RECORD, new DecodedStates<>(0, waiting));
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
  void differences_that_are_found_early_are_written_by_the_commit() {
    states = openEarly(store, 1);
    for (int i = 0; i < 3; i++) {
      states.put("a", BODY + i);
      states.put("b", BODY + i);
      states.save();
    }
    int before = store.keysWritten().size();

    states.put("a", BODY + 7);
    states.put("b", BODY + 7);
    states.put("a", BODY + 8);
    states.put("b", BODY + 8);
    assertThat(store.keysWritten()).hasSize(before);
    states.save();

    assertThat(store.keysWritten().subList(before, store.keysWritten().size()))
        .as("blocks, head")
        .hasSize(3)
        .doesNotContain("a", "b");
    assertThat(recovered()).containsExactly(Map.entry("a", BODY + 8), Map.entry("b", BODY + 8));
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
    for (int seed = 0; seed < 180; seed++) {
      Random random = new Random(seed);
      store = new WritingStore(List.of(MANY, 5_000, 3_000, 900).get(random.nextInt(4)));
      int waiting = seed < 60 ? MANY : random.nextInt(4);
      states = openEarly(store, waiting);
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
            states = openEarly(store, waiting);
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
  @ParameterizedTest
  @CsvSource({"1048576, 5", "1048576, 200", "0, 5", "0, 200", "3, 200"})
  void a_crash_amid_a_commit_leaves_each_state_as_before_or_after_a_change(int waiting, int n) {
    states = openEarly(store, waiting);
    Random random = new Random(7);
    Map<String, String> before = new HashMap<>();
    for (int commit = 0; commit < 90; commit++) {
      Map<String, String> after = new HashMap<>(before);
      Map<String, Set<String>> all = new HashMap<>();
      Map<String, byte[]> stored = new HashMap<>(store.map);
      store.writes.clear();
      for (int i = 0; i < n; i++) {
        String key = "k" + random.nextInt(8 * n / 5);
        after.put(key, BODY + random.nextInt(100_000));
        all.computeIfAbsent(key, k -> new HashSet<>()).add(after.get(key));
        states.put(key, after.get(key));
      }
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
                assertThat(all.getOrDefault(key, Set.of()).contains(state))
                    .isNotEqualTo(state.equals(before.get(key))));
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
  void more_differences_than_may_wait_are_applied_in_parts() {
    store = new WritingStore(8 * MANY);
    states = open(store);
    Map<String, String> expected = new TreeMap<>();
    for (int round = 0; round < 13; round++) {
      String ending = Integer.toString(round).repeat(round < 10 ? 1_600 : 800);
      for (int i = 0; i < 400; i++) {
        expected.put("k" + i, BODY.repeat(10) + i + ending);
      }
      expected.forEach(states::put);
      states.save();
    }

    assertThat(store.bytesOfLog()).as("or they could all wait").isGreaterThan(6 << 20);
    assertThat(recovered()).isEqualTo(expected);
  }

  @Test
  void states_that_all_have_differences_are_packed_at_a_start_if_they_do_not_fit() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1_000; i++) {
        states.put("k" + i, BODY.repeat(10) + round);
        if (i % 100 == 99) {
          states.save(); // or too many are decoded, and leave memory
        }
      }
    }
    assertThat(states.held().isPacking()).isTrue();

    LoggedStates<String> again = open(store.copy());
    again.recover((key, state) -> assertThat(state).endsWith("2"));

    assertThat(again.held().size()).isEqualTo(1_000);
    assertThat(again.held().isPacking()).isTrue();
    assertThat(again.held().used()).isLessThan(MANY);
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

  static Map<String, String> recovered(WritingStore store) {
    Map<String, String> found = new TreeMap<>();
    LoggedStates<String> other = open(store.copy());
    other.recover((key, state) -> assertThat(found.put(key, state)).as("once").isNull());
    Map<String, String> read = new TreeMap<>();
    found.keySet().forEach(key -> read.put(key, other.get(key)));
    assertThat(read).isEqualTo(found);
    return found;
  }
}
