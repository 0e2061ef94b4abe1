package io.wavecast.service.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tracks the partitions that this instance delivers: reads their committed offsets and seeks to the
 * start. Where nothing was ever committed, the end of the partition takes its place: the records
 * before it are history.
 *
 * @param rereads whether records before the committed offset are read too
 * @param committed is filled with the committed offset of each assigned partition
 * @param introduced is filled with the partitions of which nothing was ever committed
 * @param firing drops revoked partitions
 * @param held drops them too
 */
record Assignment(
    Consumer<byte[], byte[]> consumer,
    boolean rereads,
    Map<TopicPartition, Long> committed,
    Set<TopicPartition> introduced,
    FiringNotices firing,
    HeldUpdates held)
    implements ConsumerRebalanceListener {
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(new HashSet<>(partitions));
    Set<TopicPartition> unread =
        partitions.stream().filter(p -> offsets.get(p) == null).collect(Collectors.toSet());
    offsets.forEach((p, offset) -> committed.put(p, offset == null ? 0L : offset.offset()));
    committed.putAll(consumer.endOffsets(unread));
    introduced.addAll(unread);
    consumer.seekToBeginning(rereads ? partitions : unread);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(committed::remove);
    partitions.forEach(introduced::remove);
    partitions.forEach(partition -> firing.drop(partition.partition()));
    partitions.forEach(held::drop);
  }
}
