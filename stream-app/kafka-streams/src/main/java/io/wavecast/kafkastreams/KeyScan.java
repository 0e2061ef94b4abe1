package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.KeyedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Visits the keys of a store in the order of their bytes. Each slice opens its own iterator, so that
 * the store may change between two.
 */
final class KeyScan implements KeyedStore.Scan {
  private final KeyValueStore<String, byte[]> store;
  private final Function<ProcessorStateException, RuntimeException> failure;

  /** The key that was visited last; null before the first. */
  private @Nullable String last;

  private byte[] lastBytes = {};
  private boolean ended;

  /**
   * @param failure what is thrown when the store fails
   */
  KeyScan(
      KeyValueStore<String, byte[]> store,
      Function<ProcessorStateException, RuntimeException> failure) {
    this.store = store;
    this.failure = failure;
  }

  @Override
  public boolean next(int keys, Consumer<String> visitor) {
    List<String> slice = new ArrayList<>(keys);
    // a key followed by a zero is the next possible one
    try (KeyValueIterator<String, byte[]> all =
        last == null ? store.all() : store.range(last + '\0', null)) {
      while (slice.size() < keys && all.hasNext()) {
        slice.add(all.next().key);
      }
      ended = !all.hasNext();
    } catch (ProcessorStateException e) {
      throw failure.apply(e);
    }
    if (!slice.isEmpty()) {
      last = slice.get(slice.size() - 1);
      lastBytes = last.getBytes(UTF_8);
    }
    slice.stream().filter(key -> !key.equals(PipelineStore.COMMITS_KEY)).forEach(visitor);
    return !ended;
  }

  @Override
  public boolean isAhead(String key) {
    return !ended && Arrays.compareUnsigned(key.getBytes(UTF_8), lastBytes) > 0;
  }
}
