package io.wavecast.core.stream;

import java.util.function.BiConsumer;

/**
 * Decoded states in front of a {@link KeyedStore}. Not thread-safe.
 *
 * @param <S> an immutable state
 */
public interface States<S> {
  /** The state of a key; the empty one when the store holds none. */
  S get(String key);

  void put(String key, S state);

  void remove(String key);

  /** Writes what has changed since it was last written. */
  void save();

  /** Visits every state, changes included. The visitor must not change anything. */
  void forEach(BiConsumer<String, S> visitor);

  /** Discards all unsaved changes, then visits every stored state. */
  void recover(BiConsumer<String, S> visitor);
}
