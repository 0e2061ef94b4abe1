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

  /** What the newest whole checkpoint had seen. */
  private transient long[] whole = new long[0];

  /** What the brokers are known to have. */
  private transient long[] told = new long[0];

  /** What they are being told: they have it once that is done. */
  private transient long[] last = new long[0];

  private transient @Nullable GroupOffsets group;
  private transient @Nullable KafkaFuture<Void> telling;

  /** The error that was logged last; empty after none. Set by the client's thread. */
  private transient volatile String failure = "";

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
    whole = next;
    told = next;
    last = next;
    failure = "";
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
    if (newest != null) {
      whole = newest.getValue();
      tell();
    }
  }

  /**
   * Tells what the brokers may not have. One telling at a time, so that none overtakes another:
   * what comes meanwhile is told after the next checkpoint, or at the end.
   */
  private void tell() {
    if (group == null || (telling != null && !telling.isDone())) {
      return;
    }
    if (telling != null && !telling.isCompletedExceptionally()) {
      told = last;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int p = 0; p < whole.length; p++) {
      if (whole[p] > (p < told.length ? told[p] : 0)) {
        offsets.put(new TopicPartition(topic, p), new OffsetAndMetadata(whole[p]));
      }
    }
    if (!offsets.isEmpty()) {
      String name = group.group();
      last = whole;
      telling = group.tell(offsets).whenComplete((done, e) -> log(name, e));
    }
  }

  /** An error that goes on is told once. */
  private void log(String name, @Nullable Throwable e) {
    String now = e == null ? "" : e.toString();
    if (!now.isEmpty() && !now.equals(failure)) {
      LOG.warn("offsets of group {} are not told, and tried again: {}", name, now);
    }
    failure = now;
  }

  @Override
  public void close() throws Exception {
    if (await()) {
      tell();
      await();
    }
    telling = null;
    if (group != null) {
      group.close();
      group = null;
    }
    super.close();
  }

  /** Waits for what is being told; whether that came to an end. */
  private boolean await() throws InterruptedException {
    if (telling != null) {
      try {
        telling.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // the next job begins a little earlier, if it begins with empty states
        return false;
      }
    }
    return true;
  }
}
