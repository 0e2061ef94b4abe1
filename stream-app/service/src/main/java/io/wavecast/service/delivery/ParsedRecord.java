package io.wavecast.service.delivery;

import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic that is delivered.
 *
 * @param offset of the record
 * @param notice that it contains; null if none
 */
record ParsedRecord(TopicPartition partition, long offset, @Nullable Notice notice) {
  static ParsedRecord of(ConsumerRecord<byte[], byte[]> record, @Nullable Notice notice) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return new ParsedRecord(partition, record.offset(), notice);
  }

  /** Whether it starts, changes or ends something that fires, so that it must be delivered. */
  boolean isDue() {
    return notice != null && notice.isDue();
  }

  /**
   * The notice of a record that has one.
   *
   * @throws NullPointerException if it has none
   */
  Notice change() {
    return Objects.requireNonNull(notice);
  }
}
