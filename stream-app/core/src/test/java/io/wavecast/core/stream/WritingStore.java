package io.wavecast.core.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** States in memory, and all writes, which can be repeated on another store. */
final class WritingStore implements KeyedStore {
  final Map<String, byte[]> map = new HashMap<>();
  final List<Consumer<KeyedStore>> writes = new ArrayList<>();
  final List<Integer> sizes = new ArrayList<>();
  private final long memory;
  int found;

  WritingStore(long memory) {
    this.memory = memory;
  }

  /** A store to which some of the first writes were made. */
  WritingStore after(int n) {
    WritingStore other = new WritingStore(memory);
    writes.subList(0, n).forEach(write -> write.accept(other));
    other.writes.clear();
    return other;
  }

  @Override
  public byte @Nullable [] get(String key) {
    byte[] value = map.get(key);
    found += value == null ? 0 : 1;
    return value;
  }

  @Override
  public void put(String key, byte[] value) {
    writes.add(other -> other.put(key, value));
    sizes.add(value.length);
    map.put(key, value);
  }

  @Override
  public void remove(String key) {
    writes.add(other -> other.remove(key));
    map.remove(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    map.forEach(visitor);
  }

  @Override
  public long memoryForStates() {
    return memory;
  }
}
