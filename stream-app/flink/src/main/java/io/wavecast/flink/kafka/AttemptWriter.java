package io.wavecast.flink.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;

/** The writer of an {@link Attempt}, which it tells of each checkpoint. Not thread-safe. */
@SuppressWarnings("try") // Flink's close() may be interrupted
record AttemptWriter<T>(
    StatefulSinkWriter<T, KafkaWriterState> writer,
    CommittingSinkWriter<T, KafkaCommittable> committing,
    Attempt attempt)
    implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KafkaCommittable> {
  /**
   * @param writer that a {@link KafkaSink} has made
   */
  @SuppressWarnings("unchecked") // its class is not public
  static <T> AttemptWriter<T> of(StatefulSinkWriter<T, KafkaWriterState> writer, Attempt attempt) {
    return new AttemptWriter<>(writer, (CommittingSinkWriter<T, KafkaCommittable>) writer, attempt);
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    writer.write(element, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    attempt.prepare();
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    List<KafkaWriterState> states = writer.snapshotState(checkpointId);
    attempt.taken(states);
    return states;
  }

  @Override
  public void close() throws Exception {
    try (attempt) {
      writer.close();
    }
  }
}
