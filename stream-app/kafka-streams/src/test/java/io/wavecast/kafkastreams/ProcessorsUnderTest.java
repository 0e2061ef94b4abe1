package io.wavecast.kafkastreams;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.engine.SeriesEngine;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.kafkastreams.ReadProcessor.Stage;
import io.wavecast.kafkastreams.SourceRecord.Read;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The processors, which can crash: the test driver can't show that a task finds what waits, since
 * it initialises processors before a test can fill the store.
 */
final class ProcessorsUnderTest implements EngineUnderTest.Restartable {
  private final EngineSettings settings;
  private final StreamSettings topology;
  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private Committed committed = new Committed(Map.of(), 0, 0, 0);
  private SeriesStore store;
  private MockProcessorContext<Object, Object> context;
  private ReadProcessor read;
  private WindowProcessor window;
  private long offset;
  private long now;

  ProcessorsUnderTest(EngineSettings settings) {
    this.settings = settings;
    topology = TopologyUnderTest.settings(settings);
    begin();
  }

  @Override
  public void commit() {
    store.flushCache();
    Map<String, byte[]> states = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = store.wrapped().all()) {
      all.forEachRemaining(entry -> states.put(entry.key, entry.value));
    }
    committed = new Committed(states, events.size(), deadLetters.size(), offset);
  }

  @Override
  public void crash() {
    events.subList(committed.events, events.size()).clear();
    deadLetters.subList(committed.deadLetters, deadLetters.size()).clear();
    offset = committed.offset;
    begin();
  }

  /** As a task begins: with a store of its own, which holds what the changelog does. */
  private void begin() {
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(now);
    store =
        SeriesStore.over(
                Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ForecastTopology.STORE),
                        Serdes.String(),
                        Serdes.ByteArray())
                    .withLoggingDisabled())
            .build();
    store.init(context.getStateStoreContext(), store);
    committed.states.forEach(store.wrapped()::put);
    context.addStateStore(store);
    read =
        new ReadProcessor(
            Stage.DIRECT,
            new InputReader<>(new ObservationInput(settings.format())),
            newDeadLetters());
    window =
        new WindowProcessor(
            topology,
            (states, sink) ->
                new SeriesEngine(
                    settings.step(),
                    settings.batches(),
                    settings.maxBatch(),
                    states,
                    sink,
                    Metrics.NONE,
                    () -> 0),
            newDeadLetters(),
            Metrics.NONE);
    read.init(context);
    window.init(context);
  }

  private DeadLetters newDeadLetters() {
    return new DeadLetters(
        topology.topics().deadLetters(),
        topology.maxRecordBytes(),
        Metrics.NONE,
        line -> {},
        () -> 0);
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    context.setRecordMetadata("observations", 0, offset++);
    read.process(new Record<>(key, value, timestamp));
    hand();
  }

  @Override
  public void settle() {
    for (MockProcessorContext.CapturedPunctuator linger : context.scheduledPunctuators()) {
      if (!linger.cancelled()) {
        linger.getPunctuator().punctuate(now += 1000);
      }
    }
    hand();
  }

  /** Whether a commit was asked for. */
  boolean asksForCommit() {
    return context.committed();
  }

  /** Ends the processor of windows alone. */
  void closeWindow() {
    window.close();
  }

  /** The series whose states were committed. */
  Set<String> committedSeries() {
    return committed.states.keySet();
  }

  private void hand() {
    while (!context.forwarded().isEmpty()) {
      List<CapturedForward<?, ?>> forwarded = new ArrayList<>(context.forwarded());
      context.resetForwards();
      for (CapturedForward<?, ?> forward : forwarded) {
        hand(forward.childName().orElseThrow(), forward.record());
      }
    }
  }

  private void hand(String child, Record<?, ?> record) {
    switch (child) {
      case ForecastTopology.WINDOW ->
          window.process(
              new Record<>(
                  (String) record.key(),
                  (Read) record.value(),
                  record.timestamp(),
                  record.headers()));
      case ForecastTopology.DEAD_LETTERS ->
          deadLetters.add(
              Letters.of((byte[]) record.key(), (byte[]) record.value(), record.headers()));
      default -> events.add(EngineUnderTest.asOnTopic((Event) record.value()));
    }
  }

  @Override
  public List<Event> events() {
    return events;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    window.close();
    store.close();
  }

  /** What outlives a crash. */
  private record Committed(Map<String, byte[]> states, int events, int deadLetters, long offset) {}
}
