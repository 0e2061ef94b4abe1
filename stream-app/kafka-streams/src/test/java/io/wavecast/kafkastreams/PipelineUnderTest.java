package io.wavecast.kafkastreams;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.contract.Letters;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Any pipeline on its processor, which can crash. The test driver cannot show that a task recovers
 * pending inputs, since it initializes processors before a test can fill the store.
 */
class PipelineUnderTest<I, M, E> implements StreamUnderTest.Restartable<E> {
  private final PipelineSpec<I, M> spec;
  private final M model;
  private final LongSupplier nanoClock;
  private final Function<OutputRecord, E> codec;
  private final List<OutputRecord> outputs = new ArrayList<>();
  private Committed committed = new Committed(Map.of(), 0, 0);
  private PipelineStore store;
  private MockProcessorContext<byte[], OutputRecord> context;
  private PipelineProcessor<I, M> processor;
  private long offset;
  private long now;

  /**
   * @param codec reads an event back from its record
   */
  PipelineUnderTest(
      PipelineSpec<I, M> spec, M model, LongSupplier nanoClock, Function<OutputRecord, E> codec) {
    this.spec = spec;
    this.model = model;
    this.nanoClock = nanoClock;
    this.codec = codec;
    start();
  }

  /** The pipeline of forecasts, which has a contract of its own. */
  static final class Forecasts extends PipelineUnderTest<Observation, Forecasters, Event>
      implements EngineUnderTest.Restartable {
    Forecasts(EngineSettings settings) {
      super(settings.spec(), settings.models(), () -> 0, EngineUnderTest::event);
    }
  }

  /** As a task starts: with its own store, restored from the changelog. */
  private void start() {
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(now);
    store =
        PipelineStore.builder(Stores.inMemoryKeyValueStore(spec.names().store()), false)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    committed.states.forEach(store::put);
    context.addStateStore(store);
    processor =
        new PipelineProcessor<>(
            spec,
            model,
            new DeadLetters(
                spec.deadLetters(), spec.maxRecordBytes(), Metrics.NONE, line -> {}, () -> 0),
            Metrics.NONE,
            nanoClock);
    processor.init(context);
  }

  public void commit() {
    store.flushCache();
    Map<String, byte[]> states = new TreeMap<>();
    store.forEach(states::put);
    committed = new Committed(states, outputs.size(), offset);
  }

  public void crash() {
    outputs.subList(committed.outputs, outputs.size()).clear();
    offset = committed.offset;
    start();
  }

  @Override
  public void restart() {
    commit();
    crash();
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    context.setRecordMetadata(spec.input(), 0, offset++);
    processor.process(new Record<>(key, value, timestamp));
    takeOutputs();
  }

  @Override
  public void tick() {
    punctuate();
  }

  @Override
  public void settle() {
    while (punctuate()) {}
  }

  /** Runs everything that is scheduled, ticks excepted; false where nothing is. */
  private boolean punctuate() {
    boolean any = false;
    now += 1000;
    for (CapturedPunctuator scheduled : context.scheduledPunctuators()) {
      if (!scheduled.cancelled() && scheduled.getInterval().toMillis() <= 1000) {
        scheduled.getPunctuator().punctuate(now);
        any = true;
      }
    }
    takeOutputs();
    return any;
  }

  private void takeOutputs() {
    context.forwarded().forEach(forward -> outputs.add(forward.record().value()));
    context.resetForwards();
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
        .filter(output -> !output.topic().equals(spec.deadLetters()))
        .map(codec)
        .toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return outputs.stream()
        .filter(output -> output.topic().equals(spec.deadLetters()))
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
