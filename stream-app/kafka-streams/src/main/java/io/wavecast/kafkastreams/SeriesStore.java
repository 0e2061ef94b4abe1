package io.wavecast.kafkastreams;

import io.wavecast.core.forecast.engine.SeriesStates;
import io.wavecast.core.forecast.window.SeriesState;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * Kafka Streams adapter for {@link SeriesStates}: the states of the series of a task. It tells when
 * a commit is due, while what is put still belongs to it: Kafka Streams flushes what stores hold
 * back just before it flushes the producer and commits. That call is internal to Kafka Streams, and
 * all that is internal is used in this class.
 */
final class SeriesStore extends WrappedStateStore<KeyValueStore<String, byte[]>, String, byte[]>
    implements SeriesStates {
  private Runnable beforeCommit = () -> {};

  private SeriesStore(KeyValueStore<String, byte[]> bytes) {
    super(bytes);
  }

  /** Builds a store for each task over one that keeps bytes. */
  static StoreBuilder<SeriesStore> over(StoreBuilder<KeyValueStore<String, byte[]>> bytes) {
    return new Builder(bytes);
  }

  /** Sets what is run before each commit; it may put states. */
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
  public SeriesState get(String series) {
    byte[] bytes = wrapped().get(series);
    return bytes == null ? SeriesState.EMPTY : SeriesState.of(bytes);
  }

  @Override
  public void put(String series, SeriesState state) {
    wrapped().put(series, state.toBytes());
  }

  @Override
  public void forEach(BiConsumer<String, SeriesState> visitor) {
    try (KeyValueIterator<String, byte[]> all = wrapped().all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key, SeriesState.of(entry.value)));
    }
  }

  /** Wraps each store that another builder builds. */
  private record Builder(StoreBuilder<KeyValueStore<String, byte[]>> bytes)
      implements StoreBuilder<SeriesStore> {
    @Override
    public StoreBuilder<SeriesStore> withCachingEnabled() {
      return new Builder(bytes.withCachingEnabled());
    }

    @Override
    public StoreBuilder<SeriesStore> withCachingDisabled() {
      return new Builder(bytes.withCachingDisabled());
    }

    @Override
    public StoreBuilder<SeriesStore> withLoggingEnabled(Map<String, String> config) {
      return new Builder(bytes.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<SeriesStore> withLoggingDisabled() {
      return new Builder(bytes.withLoggingDisabled());
    }

    @Override
    public SeriesStore build() {
      return new SeriesStore(bytes.build());
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
