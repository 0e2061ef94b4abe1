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

/**
 * Visits the keys of a store in the order of their bytes. Each slice opens its own iterator, so
 * that the store may change between two.
 */
final class KeyScan implements KeyedStore.Scan {
  private final KeyValueStore<String, byte[]> store;
  private final Function<ProcessorStateException, RuntimeException> failure;

  /** The least key that was not visited, as text and as bytes. */
  private String next;

  private byte[] nextBytes;
  private boolean ended;

  /**
   * @param from the least key that is visited
   * @param failure what is thrown when the store fails
   */
  KeyScan(
      KeyValueStore<String, byte[]> store,
      String from,
      Function<ProcessorStateException, RuntimeException> failure) {
    this.store = store;
    this.next = from;
    this.nextBytes = from.getBytes(UTF_8);
    this.failure = failure;
  }

  @Override
  public boolean next(int keys, Consumer<String> visitor) {
    List<String> slice = new ArrayList<>(keys);
    try (KeyValueIterator<String, byte[]> all =
        next.isEmpty() ? store.all() : store.range(next, null)) {
      while (slice.size() < keys && all.hasNext()) {
        slice.add(all.next().key);
      }
      ended = !all.hasNext();
    } catch (ProcessorStateException e) {
      throw failure.apply(e);
    }
    if (!slice.isEmpty()) {
      next = slice.get(slice.size() - 1) + '\0'; // the next possible one
      nextBytes = next.getBytes(UTF_8);
    }
    slice.stream().filter(key -> !key.equals(PipelineStore.COMMITS_KEY)).forEach(visitor);
    return !ended;
  }

  @Override
  public boolean isAhead(String key) {
    return !ended && Arrays.compareUnsigned(key.getBytes(UTF_8), nextBytes) >= 0;
  }
}
