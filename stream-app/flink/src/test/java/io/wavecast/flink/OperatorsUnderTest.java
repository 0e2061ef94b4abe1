package io.wavecast.flink;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.read.RawRecord;
import io.wavecast.flink.Message.Read;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The operators in Flink's harnesses; a restart is one from a checkpoint taken just before. */
final class OperatorsUnderTest implements EngineUnderTest.Restartable {
  private final JobSettings settings;
  private final List<Message> events = new ArrayList<>();
  private final List<Message> deadLetters = new ArrayList<>();
  private final OneInputStreamOperatorTestHarness<Message, Read> read;
  private KeyedOneInputStreamOperatorTestHarness<String, Read, Message> window;
  private long offset;
  private long now;

  OperatorsUnderTest(EngineSettings engine) throws Exception {
    settings = Given.with(engine);
    read =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ReadFunction(settings)));
    read.setup(Read.TYPE.createSerializer(read.getExecutionConfig().getSerializerConfig()));
    read.open();
    window = begin(null);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Read, Message> begin(
      @Nullable OperatorSubtaskState checkpoint) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WindowOperator(settings, Given.MEAN), Read::series, Types.STRING);
    harness.setup(
        Message.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (checkpoint != null) {
      harness.initializeState(checkpoint);
    }
    harness.open();
    harness.setProcessingTime(now);
    return harness;
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    run(
        () -> {
          RawRecord record = new RawRecord(key, value, timestamp, "observations", 0, offset++);
          read.processElement(new Message(record, List.of()), timestamp);
          for (Read element : read.extractOutputValues()) {
            window.processElement(element, timestamp);
          }
          read.getOutput().clear();
          take(deadLetters, read.getSideOutput(ForecastJob.DEAD_LETTERS));
          take(deadLetters, window.getSideOutput(ForecastJob.DEAD_LETTERS));
        });
  }

  @Override
  public void settle() {
    run(
        () -> {
          now += settings.stream().linger().toMillis();
          window.setProcessingTime(now);
        });
  }

  @Override
  public void restart() {
    run(
        () -> {
          window.prepareSnapshotPreBarrier(1);
          OperatorSubtaskState checkpoint = window.snapshot(1, 1);
          events.addAll(window.extractOutputValues());
          window.close();
          window = begin(checkpoint);
        });
  }

  @Override
  public List<Event> events() {
    events.addAll(window.extractOutputValues());
    window.getOutput().clear();
    return events.stream().map(Given::event).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters.stream().map(Given::deadLetter).toList();
  }

  @Override
  public void close() {
    run(read::close);
    run(window::close);
  }

  private static void take(
      List<Message> all, @Nullable Collection<StreamRecord<Message>> sideOutput) {
    if (sideOutput != null) {
      sideOutput.forEach(r -> all.add(Objects.requireNonNull(r.getValue())));
      sideOutput.clear();
    }
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Action {
    void run() throws Exception;
  }
}
