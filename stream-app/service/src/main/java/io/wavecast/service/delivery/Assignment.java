package io.wavecast.service.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which partitions this instance tells of: finds out how far each was told, and where to begin. */
final class Assignment implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> consumer;
  private final boolean readsThePast;
  private final Map<TopicPartition, Long> told;
  private final FiringAlerts firing;

  /**
   * @param told is filled with the first offset of each partition that was not told yet
   * @param firing forgets partitions that go
   */
  Assignment(
      Consumer<byte[], byte[]> consumer,
      boolean readsThePast,
      Map<TopicPartition, Long> told,
      FiringAlerts firing) {
    this.consumer = consumer;
    this.readsThePast = readsThePast;
    this.told = told;
    this.firing = firing;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(new HashSet<>(partitions));
    committed.forEach((p, offset) -> told.put(p, offset == null ? 0L : offset.offset()));
    if (readsThePast) {
      consumer.seekToBeginning(partitions);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(told::remove);
    partitions.forEach(partition -> firing.drop(partition.partition()));
  }
}
