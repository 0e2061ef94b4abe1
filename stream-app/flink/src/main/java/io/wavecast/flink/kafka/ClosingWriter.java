package io.wavecast.flink.kafka;

import io.wavecast.core.text.Throwables;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A writer whose failure to close is logged and not thrown: Flink ends the TaskManager when a
 * failed task cannot be closed. A transaction that is still open then is aborted by the next
 * attempt or by its timeout. Not thread-safe.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
final class ClosingWriter<T> extends ForwardingWriter<T> {
  private static final Logger LOG = LoggerFactory.getLogger(ClosingWriter.class);

  ClosingWriter(SinkWriter<T> writer) {
    super(writer);
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
  public void close() throws InterruptedException {
    close(super::close);
  }
}
