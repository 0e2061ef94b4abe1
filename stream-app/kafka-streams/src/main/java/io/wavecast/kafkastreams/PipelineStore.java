package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.MemoryShare;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.Task.TaskType;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams adapter for {@link KeyedStore}: the states of one task. It runs a callback just
 * before each commit, when writes are still part of it. It hooks {@code flushCache()}, which Kafka
 * Streams calls before it flushes the producer and commits. Internal APIs are used only here.
 */
final class PipelineStore extends WrappedStateStore<KeyValueStore<String, byte[]>, String, byte[]>
    implements KeyedStore {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineStore.class);

  /** Names the number of the last commit with input in the metadata of the offsets. */
  private static final String COMMITS = "commits";

  /** The key of the same number in the store. */
  static final String COMMITS_KEY = KeyedStore.RESERVED + "offsets";

  private final MemoryShare memory;
  private final Metrics metrics;
  private @Nullable Runnable beforeCommit;

  /** Whether the files are deleted when the store is opened again. */
  private boolean damaged;

  /** Whether it was restored because of a failure, and has not committed since. */
  private boolean restored;

  /** Of the files as they were when the states were recovered. */
  private @Nullable CompletableFuture<Void> verification;

  /** Whether the task has its share of the memory. */
  private boolean joined;

  private final CommitNumbers commits = new CommitNumbers();

  /** Whether input was processed since the last commit. */
  private boolean hasRead;

  @SuppressWarnings("NullAway.Init")
  private StateStoreContext context;

  private PipelineStore(KeyValueStore<String, byte[]> bytes, MemoryShare memory, Metrics metrics) {
    super(bytes);
    this.memory = memory;
    this.metrics = metrics;
    metrics.count(Metric.STORES_DAMAGED, 0);
  }

  /**
   * Builds a store for each task.
   *
   * @param store keeps the bytes, e.g. in RocksDB
   * @param cache whether puts go through the record cache: fewer writes while the states fit into
   *     it, more work when they do not
   * @param memory which all stores share for states of which differences are written
   * @param metrics counts stores that could not be used
   */
  static StoreBuilder<PipelineStore> builder(
      KeyValueBytesStoreSupplier store, boolean cache, MemoryShare memory, Metrics metrics) {
    StoreBuilder<KeyValueStore<String, byte[]>> bytes =
        Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray());
    StoreBuilder<KeyValueStore<String, byte[]>> each =
        cache ? bytes.withCachingEnabled() : bytes.withCachingDisabled();
    return new AbstractStoreBuilder<String, byte[], PipelineStore>(
        bytes.name(), Serdes.String(), Serdes.ByteArray(), Time.SYSTEM) {
      @Override
      public PipelineStore build() {
        return new PipelineStore(
            (loggingEnabled() ? each : each.withLoggingDisabled()).build(), memory, metrics);
      }
    };
  }

  /** Opens the store, after a failure again; files that could not be used are deleted. */
  @Override
  public void init(StateStoreContext context, StateStore root) {
    this.context = context;
    hasRead = false;
    verification = null;
    try {
      if (damaged) {
        Utils.delete(files());
        damaged = false;
      }
      super.init(context, root);
      if (context instanceof ProcessorContextImpl task && task.taskType() == TaskType.ACTIVE) {
        joins(); // before any task recovers its states
      }
    } catch (ProcessorStateException e) {
      throw restored(e);
    } catch (IOException e) {
      throw new ProcessorStateException("store " + name() + " cannot be deleted", e);
    }
  }

  /** The folder of the store's files; absent for a store in memory. */
  private File files() {
    return new File(new File(context.stateDir(), "rocksdb"), name());
  }

  private void guarded(Runnable access) {
    try {
      access.run();
    } catch (ProcessorStateException e) {
      throw restored(e);
    }
  }

  /**
   * The exception that makes Kafka Streams close the task and restore its states from the
   * changelog: whatever the files have, the changelog has it too. Another failure before the next
   * commit is not helped by that.
   */
  private RuntimeException restored(ProcessorStateException failure) {
    if (restored) {
      return failure;
    }
    restored = true;
    damaged = true;
    metrics.count(Metric.STORES_DAMAGED, 1);
    LOG.warn(
        "store {} of task {} cannot be used, it is deleted and restored from Kafka",
        name(),
        context.taskId(),
        failure);
    return new TaskCorruptedException(Set.of(context.taskId()), failure);
  }

  /** Takes note that a record is processed whose offset is committed together with the states. */
  void reads() {
    hasRead = true;
  }

  /**
   * Compares the states with the offsets that Kafka has, which are committed in one transaction: a
   * cluster may lose a transaction, or half of it, although it acknowledged the commit. States that
   * are ahead must be restored from Kafka, once. Called when they are complete, before they are
   * used.
   *
   * @return whether they must be restored: {@link #ahead} is to be thrown when the task runs
   */
  boolean isAhead() {
    return context instanceof InternalProcessorContext<?, ?> internal
        && persistent()
        && isAhead(internal.processorMetadataForKey(COMMITS));
  }

  /**
   * The same.
   *
   * @param committed the number of the commit that the offsets are from; null if they are from none
   *     of this application, such as those that somebody has set
   */
  boolean isAhead(@Nullable Long committed) {
    return commits.areAhead(get(COMMITS_KEY), committed, context.taskId());
  }

  /** The exception that makes Kafka Streams close the task and restore states that are ahead. */
  TaskCorruptedException ahead() {
    commits.restoring();
    damaged = true;
    return new TaskCorruptedException(Set.of(context.taskId()));
  }

  /** Sets what runs before each commit, which may put states; null: nothing, no pipeline runs. */
  void beforeCommit(@Nullable Runnable task) {
    if (task == null) {
      leaves();
    }
    beforeCommit = task;
  }

  /**
   * Gives the task its share of the memory, if it has none: as its store is opened, or before a
   * standby task that has become active recovers its states.
   */
  void joins() {
    if (!joined) {
      joined = true;
      memory.join();
    }
  }

  private void leaves() {
    if (joined) {
      joined = false;
      memory.leave();
    }
  }

  @Override
  public void close() {
    leaves();
    super.close();
  }

  /**
   * Called by Kafka Streams as the first step of each commit, and when a task is closed after a
   * failure, in which case nothing is committed.
   */
  @Override
  public void flushCache() {
    if (beforeCommit != null) {
      beforeCommit.run();
    }
    if (hasRead) {
      hasRead = false;
      put(COMMITS_KEY, commits.next());
      if (context instanceof InternalProcessorContext<?, ?> internal) {
        internal.addProcessorMetadataKeyValue(COMMITS, commits.latest());
      }
    }
    CompletableFuture<Void> verified = verification;
    if (verified != null && verified.isDone()) {
      verification = null;
      guarded(() -> result(verified));
    }
    guarded(super::flushCache);
  }

  private static void result(CompletableFuture<Void> verified) {
    try {
      verified.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProcessorStateException damage ? damage : e;
    }
  }

  /** Writes what a transactional store has staged. */
  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    guarded(() -> super.commit(offsets));
    restored = false;
  }

  @Override
  public byte @Nullable [] get(String key) {
    try {
      return wrapped().get(key);
    } catch (ProcessorStateException e) {
      throw restored(e);
    }
  }

  @Override
  public void put(String key, byte[] value) {
    guarded(() -> wrapped().put(key, value));
  }

  @Override
  public void remove(String key) {
    guarded(() -> wrapped().delete(key));
  }

  @Override
  public long memoryForStates() {
    return memory.each();
  }

  /**
   * Visits the keys in the order of their bytes. At a damaged block the iterator of Kafka Streams
   * just ends, so all files are verified by another thread meanwhile, for {@link #flushCache}.
   */
  @Override
  public Scan scan(String from) {
    File files = files();
    verification = CompletableFuture.runAsync(() -> StoreFiles.verify(files));
    return new KeyScan(wrapped(), from, this::restored);
  }

  /** Verifies the files first. */
  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> all = wrapped().all()) {
      StoreFiles.verify(files());
      all.forEachRemaining(
          entry -> {
            if (!entry.key.equals(COMMITS_KEY)) {
              visitor.accept(entry.key, entry.value);
            }
          });
    } catch (ProcessorStateException e) {
      throw restored(e);
    }
  }
}
