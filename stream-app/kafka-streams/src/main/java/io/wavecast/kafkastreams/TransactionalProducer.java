package io.wavecast.kafkastreams;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer that remembers a commit or abort without an answer: the cluster was away for longer
 * than {@code max.block.ms}. The request takes effect when the cluster is back.
 *
 * <p>Kafka Streams then creates the tasks again, from what is committed, and aborts the
 * transaction. Kafka's producer refuses to abort what may be committed, with an exception that
 * Kafka Streams does not expect: the task keeps the offsets of its former states, and their new and
 * empty copies count as restored. This producer throws {@link InvalidProducerEpochException}
 * instead, which Kafka Streams ignores there. The next transaction first waits for the result of
 * the former one. Without transactions it is a plain producer.
 *
 * <p>Not thread-safe.
 */
final class TransactionalProducer extends KafkaProducer<byte[], byte[]> {
  private @Nullable Runnable pending; // the commit or abort without an answer

  TransactionalProducer(Map<String, Object> config) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * @throws InvalidProducerEpochException if the former transaction could not be ended: Kafka
   *     Streams creates tasks and producer again
   */
  @Override
  public void beginTransaction() {
    if (pending != null) {
      try {
        end(pending);
      } catch (KafkaException e) {
        throw decided("the former transaction could not be ended: " + e.getMessage(), e);
      }
    }
    super.beginTransaction();
  }

  @Override
  public void commitTransaction() {
    end(super::commitTransaction);
  }

  @Override
  public void abortTransaction() {
    if (pending != null) {
      throw decided("the end of the transaction is requested already", null);
    }
    end(super::abortTransaction);
  }

  private static InvalidProducerEpochException decided(String message, @Nullable Throwable cause) {
    InvalidProducerEpochException decided = new InvalidProducerEpochException(message);
    decided.initCause(cause);
    return decided;
  }

  /**
   * @throws TimeoutException without an answer within {@code max.block.ms}
   */
  private void end(Runnable operation) {
    pending = null;
    try {
      operation.run();
    } catch (TimeoutException e) {
      pending = operation;
      throw e;
    }
  }
}
