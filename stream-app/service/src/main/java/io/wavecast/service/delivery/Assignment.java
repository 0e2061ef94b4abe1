package io.wavecast.service.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tracks the partitions that this instance delivers: reads their committed offsets and seeks to the
 * start.
 */
final class Assignment implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> consumer;
  private final boolean rereads;
  private final Map<TopicPartition, Long> committed;
  private final FiringAlerts firing;

  /**
   * @param rereads whether records before the committed offset are read too
   * @param committed is filled with the committed offset of each assigned partition
   * @param firing drops revoked partitions
   */
  Assignment(
      Consumer<byte[], byte[]> consumer,
      boolean rereads,
      Map<TopicPartition, Long> committed,
      FiringAlerts firing) {
    this.consumer = consumer;
    this.rereads = rereads;
    this.committed = committed;
    this.firing = firing;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(new HashSet<>(partitions));
    offsets.forEach((p, offset) -> committed.put(p, offset == null ? 0L : offset.offset()));
    if (rereads) {
      consumer.seekToBeginning(partitions);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(committed::remove);
    partitions.forEach(partition -> firing.drop(partition.partition()));
  }
}
