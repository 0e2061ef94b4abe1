package io.wavecast.core.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** States in memory only, e.g. for a replay. Not thread-safe. */
public final class InMemoryStore implements KeyedStore {
  private final Map<String, byte[]> values = new LinkedHashMap<>();
  private final long memoryForStates;

  public InMemoryStore() {
    this(0);
  }

  /**
   * @param memoryForStates see {@link KeyedStore#memoryForStates}
   */
  public InMemoryStore(long memoryForStates) {
    this.memoryForStates = memoryForStates;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return values.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    values.put(key, value);
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    values.forEach(visitor);
  }

  @Override
  public long memoryForStates() {
    return memoryForStates;
  }

  /** The number of keys. */
  public int size() {
    return values.size();
  }
}
