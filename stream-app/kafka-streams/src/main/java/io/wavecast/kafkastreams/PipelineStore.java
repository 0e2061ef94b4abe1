package io.wavecast.kafkastreams;

import io.wavecast.core.stream.KeyedStore;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams adapter for {@link KeyedStore}: the states of one task. It runs a callback just
 * before each commit, when writes are still part of it. It hooks {@code flushCache()}, which Kafka
 * Streams calls before it flushes the producer and commits. This is an internal API, used only
 * here.
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
    return new Builder(cache ? bytes.withCachingEnabled() : bytes.withCachingDisabled());
  }

  /** Sets what runs before each commit; it may put states. */
  void beforeCommit(Runnable task) {
    beforeCommit = task;
  }

  /** Called by Kafka Streams as the first step of each commit. */
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

  /** Wraps each store that another builder builds. */
  private record Builder(StoreBuilder<KeyValueStore<String, byte[]>> bytes)
      implements StoreBuilder<PipelineStore> {
    @Override
    public StoreBuilder<PipelineStore> withCachingEnabled() {
      return new Builder(bytes.withCachingEnabled());
    }

    @Override
    public StoreBuilder<PipelineStore> withCachingDisabled() {
      return new Builder(bytes.withCachingDisabled());
    }

    @Override
    public StoreBuilder<PipelineStore> withLoggingEnabled(Map<String, String> config) {
      return new Builder(bytes.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<PipelineStore> withLoggingDisabled() {
      return new Builder(bytes.withLoggingDisabled());
    }

    @Override
    public PipelineStore build() {
      return new PipelineStore(bytes.build());
    }

    @Override
    public Map<String, String> logConfig() {
      return bytes.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return bytes.loggingEnabled();
    }

    @Override
    public String name() {
      return bytes.name();
    }
  }
}
