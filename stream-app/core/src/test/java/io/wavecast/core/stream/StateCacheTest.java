package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** States are texts; the store holds their bytes. */
class StateCacheTest {
  private final InMemoryStore store = new InMemoryStore();
  private final List<String> decoded = new ArrayList<>();
  private final List<String> encoded = new ArrayList<>();
  private final StateCache<String> cache =
      new StateCache<>(store, 2, "empty", this::decode, this::encode);

  @Test
  void a_key_that_is_not_stored_has_the_empty_state() {
    assertThat(cache.get("a")).isEqualTo("empty");
  }

  @Test
  void a_stored_state_is_decoded_and_one_that_was_put_is_not_read_again() {
    store.put("a", "1".getBytes(UTF_8));

    assertThat(cache.get("a")).isEqualTo("1");
    cache.put("a", "2");
    assertThat(cache.get("a")).isEqualTo("2");

    assertThat(decoded).containsExactly("1");
    assertThat(stored()).containsEntry("a", "1");
  }

  @Test
  void a_state_is_written_once_for_all_its_changes() {
    cache.put("a", "1");
    cache.put("a", "2");

    cache.save();
    cache.save();
    assertThat(encoded).containsExactly("2");

    cache.put("a", "3");
    cache.save();
    assertThat(encoded).containsExactly("2", "3");
    assertThat(stored()).containsExactly(Map.entry("a", "3"));
  }

  @Test
  void the_state_used_least_recently_is_written_when_the_cache_is_full() {
    cache.put("a", "1");
    cache.put("b", "2");
    cache.get("a");
    assertThat(encoded).isEmpty();

    cache.put("c", "3");

    assertThat(encoded).containsExactly("2");
    assertThat(cache.get("b")).isEqualTo("2");
    assertThat(decoded).containsExactly("2");
    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(decoded).as("it is still cached").containsExactly("2");
  }

  @Test
  void a_removed_state_is_gone_from_cache_and_store() {
    cache.put("a", "1");
    cache.save();

    cache.remove("a");
    cache.save();

    assertThat(cache.get("a")).isEqualTo("empty");
    assertThat(store.size()).isZero();
  }

  @Test
  void a_visit_sees_changes_that_were_not_written() {
    cache.put("a", "1");
    cache.save();
    cache.put("a", "2");
    cache.put("b", "3");
    Map<String, String> seen = new TreeMap<>();

    cache.forEach(seen::put);

    assertThat(seen).containsExactly(Map.entry("a", "2"), Map.entry("b", "3"));
  }

  @Test
  void recovery_discards_changes_that_were_not_written() {
    cache.put("a", "1");
    cache.save();
    cache.put("a", "2");
    cache.put("b", "3");
    Map<String, String> seen = new TreeMap<>();

    cache.recover(seen::put);

    assertThat(seen).containsExactly(Map.entry("a", "1"));
    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(cache.get("b")).isEqualTo("empty");
  }

  private String decode(byte[] bytes) {
    decoded.add(new String(bytes, UTF_8));
    return new String(bytes, UTF_8);
  }

  private byte[] encode(String state) {
    encoded.add(state);
    return state.getBytes(UTF_8);
  }

  private Map<String, String> stored() {
    Map<String, String> all = new TreeMap<>();
    store.forEach((key, bytes) -> all.put(key, new String(bytes, UTF_8)));
    return all;
  }
}
