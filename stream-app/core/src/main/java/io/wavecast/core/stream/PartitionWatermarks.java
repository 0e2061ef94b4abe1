package io.wavecast.core.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The watermark of a task's input: the record time up to which every partition has been read.
 * During a backlog it lags behind the clock, so a series whose observations are still unread does
 * not look stale. Not thread-safe.
 */
public final class PartitionWatermarks {
  /** A partition without records for this long no longer holds back the watermark. */
  public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final long idleTimeout;
  private final Map<Integer, Progress> partitions = new HashMap<>();
  private long startedAt;
  private long checkedAt;

  private static final class Progress {
    private long latest = UNKNOWN;
    private boolean active;
    private long lastActive;
  }

  /**
   * @param idleTimeout how long a partition may be silent before it stops holding back the
   *     watermark; zero if the source detects idle partitions itself: then call {@link #onRecord}
   *     before each {@link #watermark} while the source is active
   * @param now ms since the epoch
   */
  public PartitionWatermarks(Duration idleTimeout, long now) {
    this.idleTimeout = idleTimeout.toMillis();
    startedAt = now;
    checkedAt = now;
  }

  /**
   * Notes that a record has been read.
   *
   * @param time of the record, ms since the epoch
   */
  public void onRecord(int partition, long time) {
    Progress progress = partitions.computeIfAbsent(partition, p -> new Progress());
    progress.latest = Math.max(progress.latest, time);
    progress.active = true;
  }

  /**
   * The time of the latest record of the partition that is furthest behind, at most now. Idle
   * partitions do not count. It is unknown for {@link #IDLE_TIMEOUT} after a start, after a pause
   * of that length, and after the clock was set back: some partitions may not have been read yet.
   *
   * @param now ms since the epoch; to be called every few seconds
   * @return ms since the epoch; {@link Long#MIN_VALUE} while it is unknown
   */
  public long watermark(long now) {
    if (now < checkedAt || now - checkedAt >= IDLE_TIMEOUT.toMillis()) {
      startedAt = now;
    }
    checkedAt = now;
    long watermark = now;
    for (Progress each : partitions.values()) {
      if (each.active) {
        each.active = false;
        each.lastActive = now;
      }
      if (now - each.lastActive <= idleTimeout) {
        watermark = Math.min(watermark, each.latest);
      }
    }
    return now - startedAt < IDLE_TIMEOUT.toMillis() ? UNKNOWN : watermark;
  }
}
