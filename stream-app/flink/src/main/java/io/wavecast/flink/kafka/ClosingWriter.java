package io.wavecast.flink.kafka;

import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of a {@link KafkaSink}, whose failure to close is logged and not thrown: Flink ends
 * the TaskManager when a failed task cannot be closed. A transaction that is still open then is
 * aborted by the next attempt or by its timeout. Not thread-safe.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class ClosingWriter<T>
    implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(ClosingWriter.class);

  private final StatefulSinkWriter<T, KafkaWriterState> writer;
  private final CommittingSinkWriter<T, KafkaCommittable> committing;

  private ClosingWriter(
      StatefulSinkWriter<T, KafkaWriterState> writer,
      CommittingSinkWriter<T, KafkaCommittable> committing) {
    this.writer = writer;
    this.committing = committing;
  }

  /**
   * @param writer that a {@link KafkaSink} has made
   */
  @SuppressWarnings("unchecked") // its class is not public
  static <T> ClosingWriter<T> of(SinkWriter<T> writer) {
    return new ClosingWriter<>(
        (StatefulSinkWriter<T, KafkaWriterState>) writer,
        (CommittingSinkWriter<T, KafkaCommittable>) writer);
  }

  /** Closes a part of the sink; logs why it cannot. */
  static void close(AutoCloseable part) throws InterruptedException {
    try {
      part.close();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.warn("a Kafka sink cannot be closed in order: {}", Throwables.oneLine(e));
    }
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
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() throws InterruptedException {
    close(writer);
  }
}
