package io.wavecast.kafkastreams;

import io.wavecast.core.stream.KeyedStore;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link KeyedStore}: the states of one task. It runs a callback just
 * before each commit, when writes are still part of it. It hooks {@code flushCache()}, which Kafka
 * Streams calls before it flushes the producer and commits. Internal APIs are used only here.
 */
final class PipelineStore extends WrappedStateStore<KeyValueStore<String, byte[]>, String, byte[]>
    implements KeyedStore {
  private Runnable beforeCommit = () -> {};

  private PipelineStore(KeyValueStore<String, byte[]> bytes) {
    super(bytes);
  }

  /**
   * Builds a store for each task.
   *
   * @param store keeps the bytes, e.g. in RocksDB
   * @param cache whether puts go through the record cache: fewer writes while the states fit into
   *     it, more work when they do not
   */
  static StoreBuilder<PipelineStore> builder(KeyValueBytesStoreSupplier store, boolean cache) {
    StoreBuilder<KeyValueStore<String, byte[]>> bytes =
        Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray());
    StoreBuilder<KeyValueStore<String, byte[]>> each =
        cache ? bytes.withCachingEnabled() : bytes.withCachingDisabled();
    return new AbstractStoreBuilder<String, byte[], PipelineStore>(
        bytes.name(), Serdes.String(), Serdes.ByteArray(), Time.SYSTEM) {
      @Override
      public PipelineStore build() {
        return new PipelineStore((loggingEnabled() ? each : each.withLoggingDisabled()).build());
      }
    };
  }

  /** Sets what runs before each commit; it may put states. */
  void beforeCommit(Runnable task) {
    beforeCommit = task;
  }

  /**
   * Called by Kafka Streams as the first step of each commit, and when a task is closed after a
   * failure, in which case nothing is committed.
   */
  @Override
  public void flushCache() {
    beforeCommit.run();
    super.flushCache();
  }

  @Override
  public byte @Nullable [] get(String key) {
    return wrapped().get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    wrapped().put(key, value);
  }

  @Override
  public void remove(String key) {
    wrapped().delete(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> all = wrapped().all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key, entry.value));
    }
  }
}
