package io.wavecast.flink.kafka;

import io.wavecast.core.stream.RawRecord;
import java.time.Duration;
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
 * Commits the offsets of a consumer group after each completed checkpoint, and forwards records
 * unchanged. The sinks commit their transactions independently of this, so after a crash the
 * offsets may be ahead of the committed events: start from the checkpoint, not from the offsets.
 * The connector commits only with the next records or after 10 s, and never at the end. Chained to
 * the source. Stateless, because a restore uses the source's state.
 */
@SuppressWarnings("NullAway.Init") // open() sets transient fields
final class OffsetOperator extends AbstractStreamOperator<RawRecord>
    implements OneInputStreamOperator<RawRecord, RawRecord> {
  private static final long serialVersionUID = 1L;
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(3);

  private final GroupOffsets.Source source;

  private transient Positions positions;

  /** The positions at each checkpoint that is not complete. */
  private transient TreeMap<Long, Positions> pending;

  /** The positions at the newest completed checkpoint. */
  private transient Positions completed;

  /** The offsets that the brokers have acknowledged. */
  private transient Positions acknowledged;

  /** The offsets of the newest request: acknowledged once it succeeds. */
  private transient Positions inFlight;

  private transient @Nullable GroupOffsets group;
  private transient @Nullable KafkaFuture<Void> request;

  /** The error that was logged last; empty after a success. Set by the client's thread. */
  private transient volatile String failure;

  /**
   * @param source of the group
   */
  OffsetOperator(GroupOffsets.Source source) {
    this.source = source;
  }

  @Override
  public void open() throws Exception {
    super.open();
    positions = new Positions();
    completed = new Positions();
    acknowledged = completed;
    inFlight = completed;
    failure = "";
    pending = new TreeMap<>();
    group = source.open();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    positions.add(element.getValue());
    output.collect(element);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pending.put(context.getCheckpointId(), positions.copy());
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    Map.Entry<Long, Positions> newest = pending.floorEntry(checkpoint);
    pending.headMap(checkpoint, true).clear();
    if (newest != null) {
      completed = newest.getValue();
      commit();
    }
  }

  /**
   * Commits the offsets that are not acknowledged. One request at a time, so that none overtakes
   * another: later offsets are committed after the next checkpoint, or at the end.
   */
  private void commit() {
    if (group == null || (request != null && !request.isDone())) {
      return;
    }
    if (request != null && !request.isCompletedExceptionally()) {
      acknowledged = inFlight;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = completed.beyond(acknowledged);
    if (!offsets.isEmpty()) {
      String name = group.group();
      inFlight = completed;
      request = group.commit(offsets).whenComplete((done, e) -> log(name, e));
    }
  }

  /** Logs a repeated error once. */
  private void log(String name, @Nullable Throwable e) {
    String now = e == null ? "" : e.toString();
    if (!now.isEmpty() && !now.equals(failure)) {
      LOG.warn("offsets of group {} cannot be committed, will be retried: {}", name, now);
    }
    failure = now;
  }

  @Override
  public void close() throws Exception {
    try {
      if (await()) {
        commit();
        await();
      }
    } finally {
      request = null;
      if (group != null) {
        group.close();
        group = null;
      }
      super.close();
    }
  }

  /** Waits for the request in flight; returns false if it failed or timed out. */
  private boolean await() throws InterruptedException {
    if (request != null) {
      try {
        request.get(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // then a job started without a savepoint reads some records again
        return false;
      }
    }
    return true;
  }
}
