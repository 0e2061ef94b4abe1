package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Keys of a log, compared with maps of them. */
class LoggedKeysTest {
  private final SplittableRandom random = new SplittableRandom(3);
  private final LoggedKeys keys = new LoggedKeys();

  @Test
  void a_key_has_differences_up_to_its_latest_and_needs_them_from_its_state_on() {
    Map<String, Long> latest = new HashMap<>();
    for (long block = 0; block < 500; block++) {
      for (int i = 0; i < 40; i++) {
        String key = "key " + random.nextInt(9000);
        latest.put(key, block);
        keys.add(LoggedDifference.hash(key), block);
      }
    }

    for (int i = 0; i < 9100; i++) {
      String key = "key " + i;
      long hash = LoggedDifference.hash(key);
      long last = latest.getOrDefault(key, -1L);
      long block = random.nextLong(500);
      assertThat(keys.has(hash, block)).as(key).isEqualTo(last >= block);
      assertThat(keys.isNeeded(hash, 499)).as("before it is read").isFalse();
      if (last >= block) {
        keys.need(hash, block);
        assertThat(keys.isNeeded(hash, block)).isTrue();
        assertThat(keys.isNeeded(hash, block - 1)).isFalse();
      }
    }
  }

  @Test
  void keys_of_one_hash_may_both_need_what_one_of_them_does() {
    keys.add(0, 7);
    keys.add(0, 3);
    assertThat(keys.has(0, 7)).isTrue();
    assertThat(keys.has(0, 8)).isFalse();

    keys.need(0, 6);
    keys.need(0, 4);
    keys.need(0, 5);
    assertThat(keys.isNeeded(0, 4)).isTrue();
    assertThat(keys.isNeeded(0, 3)).isFalse();
  }

  @Test
  void a_key_has_the_hash_of_its_bytes_in_a_block() {
    byte[] block = {9, 9, (byte) 0xc3, (byte) 0xbc, '1', 4, 5};

    LoggedDifference difference = new LoggedDifference(8, block, 2, 3, 5, 2);

    assertThat(difference.key()).isEqualTo("\u00fc1");
    assertThat(difference.hash()).isEqualTo(LoggedDifference.hash("\u00fc1"));
    assertThat(difference.bytes()).containsExactly(4, 5);
  }
}
