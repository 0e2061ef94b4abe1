package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ClosingWriterTest {
  private static final KafkaCommittable COMMITTABLE =
      new KafkaCommittable(1, (short) 2, "transaction", null);

  /** A writer without a cluster. */
  @SuppressWarnings("try") // Flink's close() may be interrupted
  private record Writer(List<String> calls, Exception failure)
      implements StatefulSinkWriter<String, KafkaWriterState>,
          CommittingSinkWriter<String, KafkaCommittable> {
    @Override
    public void write(String element, Context context) {
      calls.add("write " + element);
    }

    @Override
    public void flush(boolean endOfInput) {
      calls.add("flush " + endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      calls.add("prepare");
      return List.of(COMMITTABLE);
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
      calls.add("snapshot " + checkpointId);
      return List.of();
    }

    @Override
    public void close() throws Exception {
      calls.add("close");
      throw failure;
    }
  }

  @Test
  void a_transaction_that_cannot_be_aborted_does_not_fail_the_end_of_a_task() {
    List<String> calls = new ArrayList<>();
    ClosingWriter<String> writer =
        new ClosingWriter<>(
            new Writer(calls, new TimeoutException("while awaiting EndTxn(false)")));

    assertThatCode(writer::close).doesNotThrowAnyException();

    assertThat(calls).containsExactly("close");
  }

  @Test
  void an_interrupt_of_the_end_is_passed_on() {
    ClosingWriter<String> writer =
        new ClosingWriter<>(new Writer(new ArrayList<>(), new InterruptedException()));

    assertThatThrownBy(writer::close).isInstanceOf(InterruptedException.class);
  }

  @Test
  void everything_else_is_done_by_the_writer_itself() throws Exception {
    List<String> calls = new ArrayList<>();
    ClosingWriter<String> writer = new ClosingWriter<>(new Writer(calls, new Exception("unused")));

    writer.write("a", null);
    writer.flush(true);
    Collection<KafkaCommittable> committables = writer.prepareCommit();
    writer.snapshotState(7);

    assertThat(committables).containsExactly(COMMITTABLE);
    assertThat(calls).containsExactly("write a", "flush true", "prepare", "snapshot 7");
  }
}
