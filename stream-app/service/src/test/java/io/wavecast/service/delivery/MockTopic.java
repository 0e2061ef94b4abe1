package io.wavecast.service.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A topic with one partition, and a consumer of it. Not thread-safe. */
final class MockTopic {
  static final TopicPartition PARTITION = new TopicPartition("alerts", 0);

  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  /** Can seek back; MockConsumer itself drops records that it has returned. */
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
          super.seek(partition, offset);
          log.subList((int) offset, log.size()).forEach(this::addRecord);
        }

        @Override
        public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
          partitions.forEach(partition -> seek(partition, 0));
        }
      };

  MockConsumer<byte[], byte[]> consumer() {
    return consumer;
  }

  int size() {
    return log.size();
  }

  /** Assigns the partition, which holds values already, to the consumer of a started session. */
  void assign(List<byte[]> history) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) history.size()));
    history.forEach(value -> log.add(record(new byte[] {1}, value, 0)));
    consumer.rebalance(List.of(PARTITION));
  }

  /** Appends a record; without a value it is a tombstone. */
  void send(byte[] key, byte @Nullable [] value, long time) {
    ConsumerRecord<byte[], byte[]> record = record(key, value, time);
    log.add(record);
    consumer.addRecord(record);
    consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
  }

  private ConsumerRecord<byte[], byte[]> record(byte[] key, byte @Nullable [] value, long time) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        log.size(),
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** The offset that is committed; empty before the first one is. */
  Optional<Long> committed() {
    return Optional.ofNullable(consumer.committed(Set.of(PARTITION)).get(PARTITION))
        .map(OffsetAndMetadata::offset);
  }
}
