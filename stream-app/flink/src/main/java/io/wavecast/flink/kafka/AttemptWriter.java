package io.wavecast.flink.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/** The writer of an {@link Attempt}, which it tells of each checkpoint. Not thread-safe. */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class AttemptWriter<T> extends ForwardingWriter<T> {
  private final Attempt attempt;

  AttemptWriter(SinkWriter<T> writer, Attempt attempt) {
    super(writer);
    this.attempt = attempt;
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    attempt.prepare();
    return super.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    List<KafkaWriterState> states = super.snapshotState(checkpointId);
    attempt.taken(states);
    return states;
  }

  @Override
  public void close() throws Exception {
    try (attempt) {
      super.close();
    }
  }
}
