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
 *
 * @param rereads whether records before the committed offset are read too
 * @param committed is filled with the committed offset of each assigned partition
 * @param firing drops revoked partitions
 */
record Assignment(
    Consumer<byte[], byte[]> consumer,
    boolean rereads,
    Map<TopicPartition, Long> committed,
    FiringAlerts firing)
    implements ConsumerRebalanceListener {
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
