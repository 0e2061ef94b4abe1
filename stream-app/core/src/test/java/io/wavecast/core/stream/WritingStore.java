package io.wavecast.core.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** States and a log in memory, and all writes, which can be repeated on another store. */
final class WritingStore implements KeyedStore {
  final Map<String, byte[]> map = new HashMap<>();
  final List<Consumer<KeyedStore>> writes = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final long memory;
  private int reads;

  WritingStore(long memory) {
    this.memory = memory;
  }

  WritingStore copy() {
    WritingStore copy = new WritingStore(memory);
    copy.map.putAll(map);
    return copy;
  }

  /** The keys that were put. */
  List<String> keysWritten() {
    return keys;
  }

  /** How often a state was found. */
  int reads() {
    return reads;
  }

  /** Bytes of the last puts. */
  int bytesWritten(int last) {
    return sizes.subList(sizes.size() - last, sizes.size()).stream().mapToInt(n -> n).sum();
  }

  int bytesOfLog() {
    return map.entrySet().stream()
        .filter(each -> StateLog.isReserved(each.getKey()))
        .mapToInt(each -> each.getValue().length)
        .sum();
  }

  @Override
  public byte @Nullable [] get(String key) {
    byte[] value = map.get(key);
    if (value != null && !StateLog.isReserved(key)) {
      reads++;
    }
    return value;
  }

  @Override
  public void put(String key, byte[] value) {
    writes.add(other -> other.put(key, value));
    keys.add(key);
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
