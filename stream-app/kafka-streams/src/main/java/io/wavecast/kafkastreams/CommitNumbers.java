package io.wavecast.kafkastreams;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the commits with input of one task. The number is stored with the states and with the
 * offsets, so a cluster that has lost one of them is found. Not thread-safe.
 */
final class CommitNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(CommitNumbers.class);

  private long latest;

  /** Whether the states are restored because they were ahead of the offsets. */
  private boolean restored;

  /** The number of the last commit with input. */
  long latest() {
    return latest;
  }

  /** Takes the next number; returns what is stored of it with the states. */
  byte[] next() {
    latest++;
    return ByteBuffer.allocate(Long.BYTES).putLong(latest).array();
  }

  /** Takes note that the states are about to be restored because they are ahead. */
  void restoring() {
    restored = true;
  }

  /**
   * Continues the numbers of a task that starts.
   *
   * @param stored what {@link #next} returned; null if there is none
   * @param committed the number of the commit that the offsets are from; null if they are from none
   *     of this application, such as those that somebody has set
   * @return whether the states must be restored since they are ahead of the offsets
   */
  boolean areAhead(byte @Nullable [] stored, @Nullable Long committed, TaskId task) {
    boolean wasRestored = restored;
    restored = false;
    if (stored == null) { // new, or moved from another number of partitions
      latest = committed == null ? 0 : committed;
      return false;
    }
    latest = ByteBuffer.wrap(stored).getLong();
    if (committed == null || latest == committed) {
      return false;
    }
    if (latest < committed) {
      LOG.error(
          "Kafka has lost states of task {}: it has the offsets of commit {} and the states of"
              + " commit {}; what was read between them is lost",
          task,
          committed,
          latest);
      latest = committed;
    } else if (wasRestored) {
      LOG.error(
          "Kafka has lost offsets of task {}: it has those of commit {} and the states of commit"
              + " {}; what is read again may be late",
          task,
          committed,
          latest);
    } else {
      LOG.warn(
          "states of task {} are of commit {}, and Kafka has lost all after commit {}: they are"
              + " restored from Kafka",
          task,
          latest,
          committed);
      return true;
    }
    return false;
  }
}
