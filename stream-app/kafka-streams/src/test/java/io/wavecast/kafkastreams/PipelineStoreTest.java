package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.MemoryShare;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** States that are damaged, or ahead of what Kafka has. */
class PipelineStoreTest {
  private static final String NAME = "states";
  private static final int KEYS = 2000;
  private static final long MEMORY = 1 << 20;

  @TempDir private Path folder;

  private final MemoryShare memory = new MemoryShare(MEMORY);
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private MockProcessorContext<byte[], byte[]> context;

  @BeforeEach
  void createContext() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
  }

  @Test
  @Timeout(60)
  void a_scan_over_a_damaged_block_is_not_taken_for_complete() throws Exception {
    PipelineStore store = open(Stores.persistentKeyValueStore(NAME));
    for (int i = 0; i < KEYS; i++) {
      store.put("key-" + i, new byte[100]);
    }
    store.commit(Map.of());
    store.close();
    store = open(Stores.persistentKeyValueStore(NAME));
    assertThat(scan(store)).hasSize(KEYS);
    store.close();

    Path file = largestFile();
    byte[] content = Files.readAllBytes(file);
    for (int i = content.length / 2; i < content.length / 2 + 32; i++) {
      content[i] ^= 0x55;
    }
    Files.write(file, content);

    PipelineStore damaged = open(Stores.persistentKeyValueStore(NAME));
    assertThatThrownBy(() -> scan(damaged)).isInstanceOf(TaskCorruptedException.class);
    assertThat(metrics.of(Metric.STORES_DAMAGED)).isEqualTo(1);
    damaged.close();

    PipelineStore scanned = open(Stores.persistentKeyValueStore(NAME));
    scanned.scan("").next(2 * KEYS, key -> {});
    assertThatThrownBy(
            () -> {
              while (true) {
                scanned.flushCache(); // one of the commits comes after the files were verified
                Thread.onSpinWait();
              }
            })
        .isInstanceOf(TaskCorruptedException.class);
    assertThat(metrics.of(Metric.STORES_DAMAGED)).isEqualTo(2);
    scanned.close();
  }

  @Test
  void a_store_that_fails_is_restored_once_until_it_commits() {
    Staging staging = new Staging();
    PipelineStore store = open(staging);

    assertThatThrownBy(() -> store.commit(Map.of())).isInstanceOf(TaskCorruptedException.class);
    init(store);
    assertThatThrownBy(() -> store.commit(Map.of())).isInstanceOf(ProcessorStateException.class);
    assertThat(metrics.of(Metric.STORES_DAMAGED)).isEqualTo(1);

    staging.fails = false;
    store.commit(Map.of());
    staging.fails = true;
    assertThatThrownBy(() -> store.commit(Map.of())).isInstanceOf(TaskCorruptedException.class);
    assertThat(metrics.of(Metric.STORES_DAMAGED)).isEqualTo(2);
  }

  /** Else the first tasks to recover would take the memory of all. */
  @Test
  void active_tasks_share_the_memory_before_any_of_them_recovers() {
    TopologyTestDriver one = taskWithoutPipeline();
    assertThat(memory.each()).isEqualTo(MEMORY);
    TopologyTestDriver other = taskWithoutPipeline();
    assertThat(memory.each()).isEqualTo(MEMORY / 2);
    one.close();
    assertThat(memory.each()).isEqualTo(MEMORY);
    other.close();
  }

  /** A standby task has no part until it becomes active; an active one has it already. */
  @Test
  void a_task_has_one_part_of_the_memory_until_its_pipeline_ends_or_its_store_is_closed() {
    PipelineStore one = open(Stores.inMemoryKeyValueStore(NAME));
    PipelineStore other = open(Stores.inMemoryKeyValueStore(NAME));
    one.joins();
    one.joins();
    assertThat(memory.each()).isEqualTo(MEMORY);
    other.joins();
    assertThat(memory.each()).isEqualTo(MEMORY / 2);

    one.beforeCommit(null);
    one.close();
    assertThat(memory.each()).isEqualTo(MEMORY);
    one.joins();
    assertThat(memory.each()).isEqualTo(MEMORY / 2);
    other.close();
    assertThat(memory.each()).isEqualTo(MEMORY);
  }

  private TopologyTestDriver taskWithoutPipeline() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Topology topology =
        new Topology()
            .addSource("source", bytes, bytes, "input")
            .addProcessor("process", Ignoring::new, "source")
            .addStateStore(
                PipelineStore.builder(Stores.inMemoryKeyValueStore(NAME), false, memory, metrics),
                "process");
    return new TopologyTestDriver(topology);
  }

  @Test
  void states_ahead_of_the_offsets_are_restored_once() {
    PipelineStore store = committed("key", 2);

    assertThat(store.isAhead(null)).isFalse();
    assertThat(store.isAhead(2L)).isFalse();
    assertThat(scan(store)).containsOnlyKeys("key");
    assertThat(store.isAhead(1L)).isTrue();
    assertThat(store.ahead().corruptedTasks()).containsExactly(new TaskId(0, 0));

    byte[] commits = store.get(PipelineStore.COMMITS_KEY);
    store.close();
    init(store);
    assertThat(scan(store)).isEmpty();
    store.put(PipelineStore.COMMITS_KEY, commits); // as a changelog has it
    assertThat(store.isAhead(1L)).as("after the restore").isFalse();
    assertThat(store.isAhead(1L)).as("another time").isTrue();
    store.close();
  }

  @Test
  void after_a_loss_of_states_commits_are_counted_on_from_the_offsets() {
    PipelineStore store = committed("key", 2);

    assertThat(store.isAhead(5L)).isFalse();
    store.reads();
    store.flushCache();

    assertThat(store.isAhead(6L)).isFalse();
    assertThat(store.isAhead(5L)).isTrue();
    assertThat(scan(store)).containsOnlyKeys("key");
    store.close();
  }

  @Test
  void states_without_a_number_are_taken_as_those_of_the_offsets() {
    PipelineStore store = committed("key", 0);

    assertThat(store.isAhead(5L)).isFalse();
    store.reads();
    store.flushCache();

    assertThat(store.isAhead(6L)).isFalse();
    assertThat(store.isAhead(5L)).isTrue();
    store.close();
  }

  /** A store with a key, opened again after some commits. */
  private PipelineStore committed(String key, int commits) {
    PipelineStore store = open(Stores.persistentKeyValueStore(NAME));
    store.put(key, new byte[1]);
    for (int i = 0; i < commits; i++) {
      store.reads();
      store.flushCache();
      store.flushCache(); // a commit without input
      store.commit(Map.of());
    }
    store.close();
    return open(Stores.persistentKeyValueStore(NAME));
  }

  private PipelineStore open(KeyValueBytesStoreSupplier supplier) {
    PipelineStore store =
        PipelineStore.builder(supplier, false, memory, metrics).withLoggingDisabled().build();
    init(store);
    return store;
  }

  private void init(PipelineStore store) {
    store.init(context.getStateStoreContext(), store);
  }

  private static Map<String, byte[]> scan(PipelineStore store) {
    Map<String, byte[]> found = new HashMap<>();
    store.forEach(found::put);
    return found;
  }

  /** That of the states; others hold offsets. */
  private Path largestFile() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".sst"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static final class Ignoring implements Processor<Object, Object, Void, Void> {
    @Override
    public void process(Record<Object, Object> record) {}
  }

  /** A store that writes at each commit, and cannot. */
  private static final class Staging implements KeyValueBytesStoreSupplier {
    private boolean fails = true;

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new InMemoryKeyValueStore(NAME) {
        @Override
        public void commit(Map<TopicPartition, Long> offsets) {
          if (fails) {
            throw new ProcessorStateException("store " + NAME);
          }
        }
      };
    }

    @Override
    public String metricsScope() {
      return "staging";
    }
  }
}
