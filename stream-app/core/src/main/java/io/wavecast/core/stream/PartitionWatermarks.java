package io.wavecast.core.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How far in time a topic was read: up to when each of its partitions is known, as long as records
 * come from it. Behind a backlog that is the past, and a series is not silent whose observations
 * have not been read yet. Of one thread.
 */
public final class PartitionWatermarks {
  /** A partition that gave nothing for so long counts as read to its end. */
  public static final Duration QUIET = Duration.ofSeconds(30);

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final long quiet;
  private final Map<Integer, Progress> partitions = new HashMap<>();
  private long begun;
  private long looked;

  private static final class Progress {
    private long newest = UNKNOWN;
    private boolean more;
    private long lastMore;
  }

  /**
   * Nothing was read yet.
   *
   * @param quiet after which a partition that gives nothing counts as read to its end; zero where
   *     the source waits for that itself, and {@link #read} is called before each look until then
   * @param now ms since the epoch
   */
  public PartitionWatermarks(Duration quiet, long now) {
    this.quiet = quiet.toMillis();
    begun = now;
    looked = now;
  }

  /**
   * Takes note of a record.
   *
   * @param time its own time, ms since the epoch
   */
  public void read(int partition, long time) {
    Progress progress = partitions.computeIfAbsent(partition, p -> new Progress());
    progress.newest = Math.max(progress.newest, time);
    progress.more = true;
  }

  /**
   * Up to when all that was written is known: the time of the newest record of the partition that
   * is furthest behind, at most now. Partitions that are quiet are not behind. In the first {@link
   * #QUIET} there may be partitions of which nothing was read yet; likewise after the process stood
   * still for so long, or its clock was set back.
   *
   * @param now ms since the epoch; to be asked every few seconds
   * @return ms since the epoch; the least number of all as long as nothing is known
   */
  public long until(long now) {
    if (now < looked || now - looked >= QUIET.toMillis()) {
      begun = now;
    }
    looked = now;
    long until = now;
    for (Progress each : partitions.values()) {
      if (each.more) {
        each.more = false;
        each.lastMore = now;
      }
      if (now - each.lastMore <= quiet) {
        until = Math.min(until, each.newest);
      }
    }
    return now - begun < QUIET.toMillis() ? UNKNOWN : until;
  }
}
