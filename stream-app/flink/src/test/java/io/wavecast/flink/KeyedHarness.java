package io.wavecast.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A keyed operator in Flink's harness, which can crash and go on from its last checkpoint. */
public final class KeyedHarness<T> implements AutoCloseable {
  private final Supplier<OneInputStreamOperator<T, Message>> operator;
  private final KeySelector<T, String> key;
  private final List<Message> events = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, T, Message> harness;
  private @Nullable OperatorSubtaskState checkpoint;
  private int committed;
  private long now;

  public KeyedHarness(
      Supplier<OneInputStreamOperator<T, Message>> operator, KeySelector<T, String> key) {
    this.operator = operator;
    this.key = key;
    harness = begin(null);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, T, Message> begin(
      @Nullable OperatorSubtaskState checkpoint) {
    try {
      var begun = new KeyedOneInputStreamOperatorTestHarness<>(operator.get(), key, Types.STRING);
      begun.setup(Message.TYPE.createSerializer(begun.getExecutionConfig().getSerializerConfig()));
      if (checkpoint != null) {
        begun.initializeState(checkpoint);
      }
      begun.open();
      begun.setProcessingTime(now);
      return begun;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void process(T element, long timestamp) {
    run(() -> harness.processElement(element, timestamp));
  }

  /** Lets processing time pass. */
  public void advance(Duration time) {
    now += time.toMillis();
    run(() -> harness.setProcessingTime(now));
  }

  /** Takes a checkpoint. */
  public void checkpoint() {
    run(
        () -> {
          harness.prepareSnapshotPreBarrier(1);
          checkpoint = harness.snapshot(1, 1);
          committed = events().size();
        });
  }

  /** Loses all since the last checkpoint, and begins again from that. */
  public void crash() {
    run(
        () -> {
          harness.close();
          events.subList(committed, events.size()).clear();
          harness = begin(checkpoint);
        });
  }

  /** Begins again from a checkpoint taken now. */
  public void restart() {
    checkpoint();
    crash();
  }

  /** All events so far. */
  public List<Message> events() {
    events.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
    return events;
  }

  /** How many keys have a state. */
  public int keys() {
    return harness.numKeyedStateEntries();
  }

  /** The dead letters since the last look. */
  public List<Message> takeDeadLetters() {
    List<Message> letters = new ArrayList<>();
    take(letters, harness.getSideOutput(Outputs.DEAD_LETTERS));
    return letters;
  }

  static void take(List<Message> all, @Nullable Collection<StreamRecord<Message>> sideOutput) {
    if (sideOutput != null) {
      sideOutput.forEach(r -> all.add(Objects.requireNonNull(r.getValue())));
      sideOutput.clear();
    }
  }

  @Override
  public void close() {
    run(harness::close);
  }

  static void run(Action action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  interface Action {
    void run() throws Exception;
  }
}
