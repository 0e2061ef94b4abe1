package io.wavecast.flink.kafka;

import io.wavecast.flink.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells the brokers how far a consumer group has come, once a checkpoint is whole, and changes
 * nothing. The connector could tell them too, but does so only when the next records come or after
 * 10 s, and not at the end. Stands behind the source, in one chain with it, and has no state: a
 * checkpoint is restored from the source's own.
 */
final class OffsetOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<Message, Message> {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String topic;
  private final GroupOffsets.Source source;

  /** By partition, the offset behind the last record that came; 0: none came. */
  private transient long[] next = new long[0];

  /** What checkpoints that are not whole yet had seen. */
  private transient TreeMap<Long, long[]> seen = new TreeMap<>();

  /** What the brokers are known to have. */
  private transient long[] told = new long[0];

  /** What they were told last: they have it once that is done. */
  private transient long[] last = new long[0];

  private transient @Nullable GroupOffsets group;
  private transient @Nullable KafkaFuture<Void> telling;

  /**
   * @param topic of the records
   * @param source of the group
   */
  OffsetOperator(String topic, GroupOffsets.Source source) {
    this.topic = topic;
    this.source = source;
  }

  @Override
  public void open() throws Exception {
    super.open();
    next = new long[0];
    told = next;
    last = next;
    seen = new TreeMap<>();
    group = source.open();
  }

  @Override
  public void processElement(StreamRecord<Message> element) {
    int partition = element.getValue().record().partition();
    if (partition >= next.length) {
      next = Arrays.copyOf(next, partition + 1);
    }
    next[partition] = element.getValue().record().offset() + 1;
    output.collect(element);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    seen.put(context.getCheckpointId(), next.clone());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    Map.Entry<Long, long[]> newest = seen.floorEntry(checkpoint);
    seen.headMap(checkpoint, true).clear();
    if (newest != null && group != null) {
      tell(group, newest.getValue());
    }
  }

  /** What they may not have is told again. */
  private void tell(GroupOffsets brokers, long[] now) {
    if (telling != null && telling.isDone() && !telling.isCompletedExceptionally()) {
      told = last;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int p = 0; p < now.length; p++) {
      if (now[p] > (p < told.length ? told[p] : 0)) {
        offsets.put(new TopicPartition(topic, p), new OffsetAndMetadata(now[p]));
      }
    }
    if (!offsets.isEmpty()) {
      last = now;
      telling =
          brokers
              .tell(offsets)
              .whenComplete(
                  (done, e) -> {
                    if (e != null) {
                      LOG.warn("offsets {} are not told: {}", offsets.keySet(), e.toString());
                    }
                  });
    }
  }

  @Override
  public void close() throws Exception {
    if (telling != null) {
      try {
        telling.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // the next job begins a little earlier, if it begins with empty states
      }
      telling = null;
    }
    if (group != null) {
      group.close();
      group = null;
    }
    super.close();
  }
}
