package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest {
  private static final long MUCH = 1 << 30;
  private static final String BODY = "a state of some length, of which little changes: ".repeat(5);
  private static final StateCodec<String> CODEC =
      StateCodec.of("", bytes -> new String(bytes, UTF_8), state -> state.getBytes(UTF_8));

  private final WritingStore store = new WritingStore(MUCH);
  private final States<String> states = new States<>(store, CODEC);

  @Test
  void a_commit_writes_what_changed_and_after_some_the_whole_state() {
    commit(states, "a", BODY + 100);
    int whole = store.sizes.get(0);

    for (int i = 101; i < 200; i++) {
      commit(states, "a", BODY + i);
    }

    assertThat(store.sizes).hasSize(100).allMatch(size -> size == whole || size < 30);
    assertThat(store.sizes.stream().filter(size -> size == whole).count())
        .isBetween(1 + 99L / (2 * States.DIFFERENCES), 1 + 99L / States.DIFFERENCES);
    assertThat(store.map).hasSizeBetween(2, 1 + 2 * States.DIFFERENCES);
    assertThat(recovered(store)).containsEntry("a", BODY + 199).hasSize(1);
  }

  @Test
  void whole_states_are_spread_over_commits_and_differences_share_records() {
    for (int commit = 0; commit < 2 * States.DIFFERENCES; commit++) {
      for (int key = 0; key < 2000; key++) {
        states.put("key" + key, BODY + (100 + commit));
      }
      states.save();
      long whole =
          store.sizes.stream().filter(size -> size == Long.BYTES + BODY.length() + 3).count();
      assertThat(whole)
          .as("commit %d", commit)
          .isBetween(commit == 0 ? 2000L : 0L, commit == 0 ? 2000L : 400L);
      assertThat(store.sizes.size() - whole).isLessThanOrEqualTo(States.BUCKETS);
      store.sizes.clear();
    }
  }

  @Test
  void a_log_has_a_limit_and_silent_states_do_not_hold_it() {
    for (int key = 0; key < 3000; key++) {
      commit(states, "key" + key, BODY + 1);
      commit(states, "key" + key, BODY + 2); // a difference, and nothing more
    }
    for (int i = 100; i < 10_000; i++) {
      commit(states, "busy", BODY + i);
    }
    int log =
        store.map.entrySet().stream()
            .filter(each -> each.getKey().startsWith(States.BLOCK))
            .mapToInt(each -> each.getValue().length)
            .sum();
    assertThat(log).isLessThan(3000 * 60 + (32 << 10));
    assertThat(recovered(store)).hasSize(3001).containsEntry("key7", BODY + 2);
  }

  @Test
  void many_differences_of_one_commit_are_several_records() {
    Random random = new Random(5);
    for (int round = 0; round < 3; round++) {
      for (int key = 0; key < 30_000; key++) {
        String text = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        states.put("key" + key, BODY + BODY + text);
      }
      states.save();
    }
    assertThat(store.sizes).allMatch(size -> size <= 16 << 10);
    assertThat(recovered(store)).hasSize(30_000).containsEntry("key77", states.get("key77"));
  }

  @Test
  void what_is_put_often_between_two_commits_is_written_once_and_what_is_read_only_never() {
    states.put("a", "1");
    states.put("a", "2");
    states.put("b", "1");
    states.save();
    assertThat(store.writes).hasSize(2);

    assertThat(states.get("a")).isEqualTo("2");
    states.save();

    assertThat(store.writes).hasSize(2);
    assertThat(store.found).as("states were in memory").isZero();
  }

  @Test
  void a_state_of_another_length_is_a_difference_too() {
    commit(states, "a", BODY);
    commit(states, "a", BODY + "1");
    for (String end : List.of("12", "", "123456", "1")) {
      commit(states, "a", BODY + end);
      assertThat(recovered(store)).containsEntry("a", BODY + end);
    }
    commit(states, "a", "something else");
    assertThat(recovered(store)).containsEntry("a", "something else");
  }

  /** After each write, as a crash may leave it where states are not transactional. */
  @ParameterizedTest
  @ValueSource(longs = {MUCH, 3000, 0})
  void after_a_crash_each_state_is_one_that_it_had(long memory) {
    long seed = 7;
    Random random = new Random(seed);
    WritingStore crashing = new WritingStore(memory);
    States<String> some = new States<>(crashing, CODEC);
    Map<String, String> present = new HashMap<>();
    Map<Integer, Map<String, String>> commits = new HashMap<>();
    Map<String, Set<String>> had = new HashMap<>();
    for (int commit = 0; commit < 120; commit++) {
      for (int i = 0; i < 8; i++) {
        String key = "key" + random.nextInt(12);
        assertThat(some.get(key)).isEqualTo(present.getOrDefault(key, ""));
        if (random.nextInt(12) == 0) {
          some.remove(key);
          present.remove(key);
          continue;
        }
        String state = BODY.substring(random.nextInt(30) == 0 ? 99 : 0) + random.nextInt(100_000);
        some.put(key, state);
        present.put(key, state);
        had.computeIfAbsent(key, k -> new HashSet<>()).add(state);
      }
      some.save();
      commits.put(crashing.writes.size(), Map.copyOf(present));
    }

    for (int n = 0; n <= crashing.writes.size(); n++) {
      Map<String, String> left = recovered(crashing.after(n));
      left.forEach((key, state) -> assertThat(had.get(key)).as("seed %d", seed).contains(state));
      if (commits.containsKey(n)) {
        assertThat(left).as("seed %d, after %d writes", seed, n).isEqualTo(commits.get(n));
      }
    }
  }

  /** An instance goes on from what another has left. */
  @Test
  void a_later_instance_goes_on_with_the_differences_of_a_base() {
    commit(states, "a", BODY + 100);
    for (int i = 101; i < 140; i++) {
      States<String> later = new States<>(store, CODEC);
      later.recover((key, state) -> {});
      assertThat(later.get("a")).isEqualTo(BODY + (i - 1));
      commit(later, "a", BODY + i);
    }
    assertThat(store.sizes.stream().filter(size -> size > BODY.length()).count()).isLessThan(5);
  }

  @Test
  void states_that_do_not_fit_leave_memory_and_come_back() {
    int memory = 20_000;
    WritingStore small = new WritingStore(memory);
    States<String> some = new States<>(small, CODEC);
    for (int round = 100; round < 110; round++) {
      for (int key = 0; key < 300; key++) {
        assertThat(some.get("key" + key)).isEqualTo(round == 100 ? "" : BODY + (round - 1));
        some.put("key" + key, BODY + round);
        assertThat(some.used()).isLessThanOrEqualTo(memory);
      }
    }
    some.save();

    assertThat(small.found).isPositive();
    assertThat(recovered(small))
        .hasSize(300)
        .allSatisfy((k, s) -> assertThat(s).isEqualTo(BODY + 109));
  }

  @Test
  void nothing_is_left_of_a_removed_state() {
    for (int i = 100; i < 130; i++) {
      commit(states, "a", BODY + i);
      commit(states, "b", BODY + i);
    }
    States<String> later = new States<>(store, CODEC);
    later.remove("a");
    states.remove("b");
    assertThat(store.map.keySet()).allMatch(key -> key.startsWith(States.BLOCK));
    assertThat(recovered(store)).isEmpty();
    assertThat(states.get("b")).isEmpty();

    commit(states, "b", BODY);
    assertThat(recovered(store)).containsExactly(Map.entry("b", BODY));
  }

  @Test
  void keys_that_look_like_those_of_blocks_are_keys() {
    List<String> keys =
        List.of("a", "a\0", "a\0\1", "a\0\2", "a\0\0\2", "\0", "\0\0\1\0", "\0\1", "\2");
    for (int i = 100; i < 125; i++) {
      for (String key : keys) {
        states.put(key, BODY + i + key);
      }
      states.save();
    }

    Map<String, String> left = recovered(store);

    assertThat(left.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(left).allSatisfy((key, state) -> assertThat(state).isEqualTo(BODY + 124 + key));
    keys.forEach(states::remove);
    assertThat(recovered(store)).isEmpty();
  }

  @Test
  void each_stored_state_is_visited_once_before_it_is_used_or_by_a_slice() {
    for (int key = 0; key < 100; key++) {
      commit(states, "key" + key, BODY + key);
    }
    states.put("key5", "not saved");
    List<String> visited = new ArrayList<>();

    states.recover((key, state) -> visited.add(key + state.substring(BODY.length())));
    assertThat(visited).isEmpty();

    assertThat(states.get("key7")).isEqualTo(BODY + 7);
    states.put("key7", "later");
    assertThat(states.get("new")).isEmpty();
    states.put("new", "never stored");
    states.remove("key9");
    states.save();
    assertThat(visited).containsExactly("key77", "key99");

    states.advance(10);
    assertThat(states.isRecovering()).isTrue();
    for (int i = 0; states.isRecovering(); i++) {
      states.get("key" + (i * 37 % 100));
      states.put("later" + i, "x");
      states.save();
      states.advance(10);
    }

    assertThat(visited).hasSize(100).doesNotHaveDuplicates().contains("key55");
    assertThat(states.get("key7")).isEqualTo("later");
  }

  @Test
  void with_20000_stored_states_no_call_reads_more_than_it_is_asked_for() {
    for (int key = 0; key < 20_000; key++) {
      states.put("key" + key, BODY + key);
    }
    states.save();
    int[] visits = {0};
    int read = store.found;
    int writes = store.writes.size();

    states.recover((key, state) -> visits[0]++);
    states.get("key17");
    states.put("key17", BODY);
    states.save();
    assertThat(store.found - read).isEqualTo(1);
    assertThat(store.writes.size() - writes).isEqualTo(1);

    states.advance(200);

    assertThat(visits[0]).isBetween(200, 201);
    assertThat(store.found - read).isBetween(200, 201);
  }

  @Test
  void with_20000_stored_states_a_slice_reads_few_logs() {
    for (int commit = 0; commit < 5; commit++) {
      for (int key = 0; key < 20_000; key++) {
        states.put("key" + key, BODY + commit);
      }
      states.save();
    }
    int[] visits = {0};
    int read = store.found;

    states.recover((key, state) -> visits[0]++);
    assertThat(states.get("key17")).isEqualTo(BODY + 4);
    int few = 2 * 20_000 / States.BUCKETS;
    assertThat(store.found - read).as("a log and its states").isLessThan(few);
    for (int slices = 1; states.isRecovering(); slices++) {
      states.advance(200);
      assertThat(store.found - read).isLessThan((slices + 1) * (200 + few));
    }

    assertThat(visits[0]).isEqualTo(20_000);
  }

  @Test
  void a_store_of_whole_states_holds_nothing_but_them() {
    WritingStore plain = new WritingStore(0);
    States<String> whole = new States<>(plain, CODEC);
    for (int i = 0; i < 20; i++) {
      commit(whole, "a\0", BODY + i);
    }
    assertThat(plain.map).hasSize(1);
    assertThat(plain.map.get("a\0")).isEqualTo((BODY + 19).getBytes(UTF_8));
    assertThat(recovered(plain)).containsEntry("a\0", BODY + 19);
  }

  private static void commit(States<String> states, String key, String state) {
    states.put(key, state);
    states.save();
  }

  private static Map<String, String> recovered(WritingStore store) {
    Map<String, String> all = new HashMap<>();
    States<String> states = new States<>(store, CODEC);
    states.recover((key, state) -> assertThat(all.put(key, state)).isNull());
    while (states.isRecovering()) {
      states.advance(3);
    }
    return all;
  }
}
