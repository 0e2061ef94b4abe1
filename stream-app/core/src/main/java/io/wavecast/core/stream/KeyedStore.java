package io.wavecast.core.stream;

import io.wavecast.schemas.RecordKey;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Pipeline}: one value per key, committed by the engine together with the
 * input offsets and the emitted records. Not thread-safe. Arrays are shared: neither side changes
 * them.
 */
public interface KeyedStore {
  /** Begins keys of what is stored beside the states: they are longer than any key of an input. */
  String RESERVED = "\0".repeat(RecordKey.MAX_LENGTH);

  /** The value of a key; null when there is none. */
  byte @Nullable [] get(String key);

  void put(String key, byte[] value);

  void remove(String key);

  /**
   * Visits every key of this task, in no particular order. The visitor must not change the store.
   */
  void forEach(BiConsumer<String, byte[]> visitor);

  /**
   * Memory for states that are written as a log of differences, see {@link LoggedStates}, bytes. It
   * may change. 0, for ever, of a store that holds no other keys than those of inputs, or that
   * gains nothing by fewer bytes.
   */
  default long memoryForStates() {
    return 0;
  }
}
