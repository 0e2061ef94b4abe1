package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SilentKeysTest {
  private static final long AFTER = 3200;
  private static final long WIDTH = 100;

  private final SilentKeys silent = new SilentKeys(Duration.ofMillis(AFTER));
  private final Map<String, Long> newest = new HashMap<>();
  private final List<String> looked = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();

  @Test
  void a_key_is_silent_after_the_time_and_at_most_two_parts_of_it_later() {
    input("a", 1000);

    readUntil(1000 + AFTER + WIDTH - 1);
    assertThat(removed).isEmpty();

    readUntil(1000 + AFTER + 2 * WIDTH);
    assertThat(removed).containsExactly("a");
  }

  @Test
  void a_key_with_input_since_is_kept_until_that_input_is_old() {
    input("a", 0);
    input("a", 2000);

    readUntil(2000 + AFTER);
    assertThat(looked).as("once, without effect").containsExactly("a");

    readUntil(2000 + AFTER + 2 * WIDTH);
    assertThat(removed).containsExactly("a");
  }

  @Test
  void a_key_whose_history_arrives_is_not_silent() {
    readUntil(1_000_000);
    for (int i = 0; i < 100; i++) {
      input("old", i);
      readUntil(1_000_000 + i * 1000L);
    }
    assertThat(removed).isEmpty();

    readUntil(2_000_000);
    readUntil(3_000_000);
    assertThat(removed).containsExactly("old");
  }

  @Test
  void a_recovered_key_is_silent_by_the_time_of_its_newest_input() {
    newest.put("a", 0L);
    silent.restore("a", 0);

    readUntil(1_000_000);

    assertThat(removed).containsExactly("a");
  }

  @Test
  void a_key_whose_state_is_gone_is_looked_at_once() {
    input("a", 0);
    newest.remove("a");

    readUntil(1_000_000);
    readUntil(2_000_000);

    assertThat(looked).containsExactly("a");
  }

  @Test
  void no_more_keys_are_looked_at_than_asked_for() {
    for (int i = 0; i < 10; i++) {
      input("k" + i, i);
    }
    silent.readUntil(1_000_000);

    silent.look(3, this::look);
    assertThat(removed).containsExactly("k0", "k1", "k2");

    silent.look(100, this::look);
    assertThat(removed).hasSize(10);
  }

  @Test
  void nothing_is_known_after_it_was_cleared() {
    input("a", 0);
    silent.readUntil(1_000_000);

    silent.clear();
    input("b", 0);
    silent.look(10, this::look);

    assertThat(looked).isEmpty();
  }

  @Test
  void keys_of_any_length_come_back_in_order_while_others_are_added() {
    SplittableRandom random = new SplittableRandom(17);
    KeyQueue queue = new KeyQueue();
    List<KeyQueue.Entry> expected = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      int length = random.nextInt(500) == 0 ? 40_000 : random.nextInt(40);
      KeyQueue.Entry entry = new KeyQueue.Entry("ü".repeat(length) + i, random.nextLong());
      queue.add(entry.key(), entry.time());
      expected.add(entry);
      if (random.nextInt(3) == 0) {
        assertThat(queue.poll()).isEqualTo(expected.get(taken++));
      }
    }
    while (!queue.isEmpty()) {
      assertThat(queue.poll()).isEqualTo(expected.get(taken++));
    }
    assertThat(taken).isEqualTo(expected.size());
  }

  private void input(String key, long time) {
    Long before = newest.put(key, time);
    if (before == null) {
      silent.add(key, time);
    }
  }

  private void readUntil(long time) {
    silent.readUntil(time);
    silent.look(1000, this::look);
  }

  private long look(String key, long queued) {
    looked.add(key);
    Long time = newest.get(key);
    if (time == null) {
      return SilentKeys.GONE;
    }
    if (time == queued) {
      newest.remove(key);
      removed.add(key);
      return SilentKeys.GONE;
    }
    return time;
  }
}
