package io.wavecast.core.stream;

import io.wavecast.schemas.RecordKey;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
   * For stores of few keys: see {@link #scan}.
   */
  void forEach(BiConsumer<String, byte[]> visitor);

  /**
   * Begins to visit the keys that it holds now, in slices.
   *
   * @param from the least of them, in the order of their bytes
   */
  default Scan scan(String from) {
    Set<String> ahead = new LinkedHashSet<>();
    forEach(
        (key, value) -> {
          if (key.compareTo(from) >= 0) {
            ahead.add(key);
          }
        });
    return new Scan() {
      @Override
      public boolean next(int keys, Consumer<String> visitor) {
        Iterator<String> each = ahead.iterator();
        for (int i = 0; i < keys && each.hasNext(); i++) {
          String key = each.next();
          each.remove();
          visitor.accept(key);
        }
        return !ahead.isEmpty();
      }

      @Override
      public boolean isAhead(String key) {
        return ahead.contains(key);
      }
    };
  }

  /**
   * Visits the keys of a store in slices, in no particular order. The store may change meanwhile.
   */
  interface Scan {
    /**
     * Visits some more keys. One that was put or removed since the scan began may be among them.
     *
     * @param keys how many, or those that are left
     * @param visitor must not change the store
     * @return whether there are more
     */
    boolean next(int keys, Consumer<String> visitor);

    /** Whether a key, if the store holds it, may still be visited. */
    boolean isAhead(String key);
  }

  /**
   * Memory for states of which differences are written, see {@link States}, bytes. It may change.
   * 0, for ever, of a store that holds no other keys than those of inputs, or that gains nothing by
   * fewer bytes.
   */
  default long memoryForStates() {
    return 0;
  }
}
