package io.wavecast.core.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Write-back cache of decoded states in front of a {@link KeyedStore}. A key that was written
 * recently is not read or decoded again, and several changes between two commits are written once.
 * Not thread-safe.
 *
 * @param <S> an immutable state
 */
public final class StateCache<S> implements States<S> {
  private static final float LOAD = 0.75f;

  private final KeyedStore store;
  private final S empty;
  private final Function<byte[], S> decoder;
  private final Function<S, byte[]> encoder;
  private final Map<String, Entry<S>> entries;

  /**
   * @param store holds the states
   * @param capacity states in the cache, at least 1; the least recently used one is evicted
   * @param empty the state of a key that the store does not hold
   * @param decoder reads a stored state
   * @param encoder writes a state
   */
  public StateCache(
      KeyedStore store,
      int capacity,
      S empty,
      Function<byte[], S> decoder,
      Function<S, byte[]> encoder) {
    this.store = store;
    this.empty = empty;
    this.decoder = decoder;
    this.encoder = encoder;
    entries =
        new LinkedHashMap<>(capacity, LOAD, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry<S>> eldest) {
            if (size() <= capacity) {
              return false;
            }
            save(eldest.getKey(), eldest.getValue());
            return true;
          }
        };
  }

  @Override
  public S get(String key) {
    Entry<S> entry = entries.get(key);
    if (entry != null) {
      return entry.state;
    }
    byte[] bytes = store.get(key);
    return bytes == null ? empty : decoder.apply(bytes);
  }

  @Override
  public void put(String key, S state) {
    Entry<S> entry = entries.get(key);
    if (entry == null) {
      entries.put(key, new Entry<>(state));
    } else {
      entry.state = state;
      entry.changed = true;
    }
  }

  @Override
  public void remove(String key) {
    entries.remove(key);
    store.remove(key);
  }

  @Override
  public void save() {
    entries.forEach(this::save);
  }

  @Override
  public void forEach(BiConsumer<String, S> visitor) {
    save();
    store.forEach((key, bytes) -> visitor.accept(key, decoder.apply(bytes)));
  }

  @Override
  public void recover(BiConsumer<String, S> visitor) {
    entries.clear();
    store.forEach((key, bytes) -> visitor.accept(key, decoder.apply(bytes)));
  }

  private void save(String key, Entry<S> entry) {
    if (entry.changed) {
      store.put(key, encoder.apply(entry.state));
      entry.changed = false;
    }
  }

  private static final class Entry<S> {
    S state;
    boolean changed = true;

    Entry(S state) {
      this.state = state;
    }
  }
}
