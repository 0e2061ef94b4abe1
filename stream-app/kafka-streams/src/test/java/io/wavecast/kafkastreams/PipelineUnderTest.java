package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.MemoryShare;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.Letters;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Any pipeline on its processor, which can crash. The test driver cannot show that a task recovers
 * pending inputs, since it initializes processors before a test can fill the store.
 */
final class PipelineUnderTest<I, M, E> implements StreamUnderTest.Restartable<E> {
  /** Memory for states, less than many series need. */
  private static final int STATES = 2 << 20;

  private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

  private final PipelineSpec<I, M> spec;
  private final M model;
  private final LongSupplier nanoClock;
  private final Function<OutputRecord, E> codec;
  private final Properties configs;
  private final List<OutputRecord> outputs = new ArrayList<>();
  private Committed committed = new Committed(Map.of(), 0, 0);
  private PipelineStore store;
  private MockProcessorContext<byte[], OutputRecord> context;
  private PipelineProcessor<I, M> processor;
  private final Map<CapturedPunctuator, Long> dueAt = new IdentityHashMap<>();
  private long offset;
  private long now;

  /**
   * @param codec reads an event back from its record
   */
  PipelineUnderTest(
      PipelineSpec<I, M> spec, M model, LongSupplier nanoClock, Function<OutputRecord, E> codec) {
    this(spec, model, nanoClock, codec, new Properties());
  }

  /**
   * @param codec reads an event back from its record
   * @param configs of the application
   */
  PipelineUnderTest(
      PipelineSpec<I, M> spec,
      M model,
      LongSupplier nanoClock,
      Function<OutputRecord, E> codec,
      Properties configs) {
    this.spec = spec;
    this.model = model;
    this.nanoClock = nanoClock;
    this.codec = codec;
    this.configs = new Properties();
    this.configs.put("processing.guarantee", "exactly_once_v2");
    this.configs.putAll(configs);
    start();
  }

  /** As a task starts: with its own store, restored from the changelog. */
  private void start() {
    File noFiles = new File("target", "store-in-memory");
    context = new MockProcessorContext<>(configs, new TaskId(0, 0), noFiles);
    context.setCurrentSystemTimeMs(now);
    store =
        PipelineStore.builder(
                Stores.inMemoryKeyValueStore(spec.io().names().store()),
                false,
                new MemoryShare(STATES),
                Metrics.NONE)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    committed.states.forEach(store::put);
    context.addStateStore(store);
    processor =
        new PipelineProcessor<>(
            spec,
            model,
            new DeadLetters(spec.io(), Metrics.NONE, line -> {}, () -> 0),
            Metrics.NONE,
            nanoClock);
    processor.init(context);
  }

  @Override
  public void commit() {
    store.flushCache();
    Map<String, byte[]> states = new TreeMap<>();
    store.forEach(states::put);
    committed = new Committed(states, outputs.size(), offset);
  }

  @Override
  public void crash() {
    outputs.subList(committed.outputs, outputs.size()).clear();
    offset = committed.offset;
    start();
  }

  @Override
  public void send(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    String topic = spec.io().input();
    context.setRecordMetadata(topic, 0, offset);
    RawRecord source = new RawRecord(key, value, timestamp, topic, 0, offset++, headers);
    Headers all = new RecordHeaders();
    headers.forEach(header -> all.add(header.name(), header.value()));
    processor.process(
        spec.io().needsRepartition()
            ? StreamRecords.toRepartition(source, "a key")
            : new Record<>(key, value, timestamp, all));
    takeOutputs();
  }

  @Override
  public void advance(Duration time) {
    long before = now;
    now += time.toMillis();
    context.setCurrentSystemTimeMs(now);
    for (CapturedPunctuator scheduled : List.copyOf(context.scheduledPunctuators())) {
      long interval = scheduled.getInterval().toMillis();
      long due = dueAt.computeIfAbsent(scheduled, s -> before + interval);
      if (!scheduled.cancelled() && now >= due) {
        dueAt.put(scheduled, now + interval);
        scheduled.getPunctuator().punctuate(now);
      }
    }
    takeOutputs();
  }

  @Override
  public void settle() {
    while (isLingering()) {
      advance(LONGEST_LINGER);
    }
  }

  private boolean isLingering() {
    return context.scheduledPunctuators().stream()
        .anyMatch(p -> !p.cancelled() && p.getInterval().compareTo(LONGEST_LINGER) <= 0);
  }

  private void takeOutputs() {
    context.forwarded().forEach(forward -> outputs.add(forward.record().value()));
    context.resetForwards();
  }

  /** How many timers run. */
  long timers() {
    return context.scheduledPunctuators().stream().filter(p -> !p.cancelled()).count();
  }

  /** Whether a commit was requested. */
  boolean hasRequestedCommit() {
    return context.committed();
  }

  void closeProcessor() {
    processor.close();
  }

  /** The keys whose states were committed. */
  Set<String> committedKeys() {
    return committed.states.keySet();
  }

  @Override
  public List<E> events() {
    return outputs.stream()
        .filter(output -> !output.topic().equals(spec.io().deadLetters()))
        .map(codec)
        .toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return outputs.stream()
        .filter(output -> output.topic().equals(spec.io().deadLetters()))
        .map(Letters::of)
        .toList();
  }

  @Override
  public void close() {
    processor.close();
    store.close();
  }

  /** What outlives a crash. */
  private record Committed(Map<String, byte[]> states, int outputs, long offset) {}
}
