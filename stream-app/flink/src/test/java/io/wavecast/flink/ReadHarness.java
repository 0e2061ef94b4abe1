package io.wavecast.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A function that reads records, in Flink's harness. */
public final class ReadHarness<T> implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<Message, T> harness;
  private final List<Message> deadLetters = new ArrayList<>();

  public ReadHarness(ProcessFunction<Message, T> function, TypeInformation<T> type) {
    try {
      harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function));
      harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What comes of a record. */
  public List<T> read(Message message) {
    KeyedHarness.run(() -> harness.processElement(message, message.record().timestamp()));
    List<T> read = new ArrayList<>(harness.extractOutputValues());
    harness.getOutput().clear();
    KeyedHarness.take(deadLetters, harness.getSideOutput(Outputs.DEAD_LETTERS));
    return read;
  }

  /** The dead letters since the last look. */
  public List<Message> takeDeadLetters() {
    List<Message> taken = new ArrayList<>(deadLetters);
    deadLetters.clear();
    return taken;
  }

  @Override
  public void close() {
    KeyedHarness.run(harness::close);
  }
}
