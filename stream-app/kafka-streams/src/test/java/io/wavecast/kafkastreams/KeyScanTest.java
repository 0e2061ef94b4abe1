package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyScanTest {
  @TempDir private Path folder;
  private KeyValueStore<String, byte[]> store;

  @BeforeEach
  void open() {
    store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("keys"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile())
            .getStateStoreContext(),
        store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void all_keys_are_visited_once_and_no_slice_has_more_than_it_may() {
    Set<String> keys =
        new HashSet<>(List.of("", "\0", "a", "a\0", "a\0\2", "ä", "z", "\ue000", "𝄞", "\uffff"));
    for (int i = 0; i < 100; i++) {
      keys.add("key" + i);
    }
    keys.forEach(key -> store.put(key, new byte[1]));
    KeyScan scan = scan();
    List<String> visited = new ArrayList<>();

    boolean more = true;
    while (more) {
      int before = visited.size();
      keys.forEach(key -> assertThat(scan.isAhead(key)).isEqualTo(!visited.contains(key)));
      more = scan.next(7, visited::add);
      assertThat(visited.size() - before).isBetween(1, 7);
    }

    assertThat(visited).containsExactlyInAnyOrderElementsOf(keys);
    keys.forEach(key -> assertThat(scan.isAhead(key)).isFalse());
  }

  @Test
  void the_store_may_change_between_two_slices() {
    for (String key : List.of("b", "d", "f", "h")) {
      store.put(key, new byte[1]);
    }
    KeyScan scan = scan();
    List<String> visited = new ArrayList<>();
    assertThat(scan.next(2, visited::add)).isTrue();

    store.delete("d");
    store.delete("f");
    store.put("c", new byte[1]);
    store.put("g", new byte[1]);
    store.put(PipelineStore.COMMITS_KEY, new byte[1]);

    assertThat(scan.isAhead("c")).isFalse();
    assertThat(scan.isAhead("g")).isTrue();
    assertThat(scan.next(10, visited::add)).isFalse();
    assertThat(visited).containsExactly("b", "d", "g", "h");
  }

  @Test
  void an_empty_store_has_nothing_to_visit() {
    assertThat(scan().next(10, key -> {})).isFalse();
  }

  private KeyScan scan() {
    return new KeyScan(store, "", failure -> failure);
  }
}
