package io.wavecast.core.incident;

import io.wavecast.core.stream.SparseBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes, which arrive from several partitions in any order, into the order of their times. A
 * change is held until nothing earlier can be expected:
 *
 * <ul>
 *   <li>one that is up to date when it arrives, for {@link #HOLD};
 *   <li>one of a backlog or a replay, until every partition has been read {@link #SLACK} further.
 * </ul>
 *
 * So the order does not depend on the pace at which partitions are read. A change that arrives even
 * later is not held. Not thread-safe.
 */
final class HeldChanges {
  /** Longer than two partitions of one stream usually are apart. */
  static final Duration HOLD = Duration.ofSeconds(2);

  /** How much changes of one partition may be out of order. */
  static final Duration SLACK = Duration.ofMinutes(1);

  /** Age up to which a change is up to date. */
  static final Duration LIVE = Duration.ofMinutes(2);

  /** Changes that are held at most; then the earliest are released. */
  static final int MAX = 4096;

  private static final long BACKLOG = Long.MAX_VALUE;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Why a change is held.
   *
   * @param until on the clock of durations, ns, or {@link #BACKLOG}
   * @param stored the change's stored form
   */
  private record Hold(long until, byte[] stored) {
    boolean isLive() {
      return until != BACKLOG;
    }
  }

  private final TreeMap<AlertChange, Hold> held = new TreeMap<>(AlertChange.ORDER);
  private final int maxBytes;
  private int live;
  private int bytes;
  private long releasedUntil = Long.MIN_VALUE;

  /** Difference between the wall clock and the clock of durations, ms; unknown at first. */
  private @Nullable Long offset;

  /**
   * @param maxBytes largest size of the stored form; beyond it the earliest changes are released
   */
  HeldChanges(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Sets the wall clock. */
  void now(long now, long nanos) {
    offset = now - nanos / NANOS_PER_MILLI;
  }

  /**
   * Takes in a change.
   *
   * @return whether it is held; otherwise it comes too late to be put in order
   */
  boolean add(AlertChange change, long nanos) {
    if (change.time() <= releasedUntil) {
      return false;
    }
    boolean isLive =
        offset != null && offset + nanos / NANOS_PER_MILLI - change.time() <= LIVE.toMillis();
    hold(change, isLive ? nanos + HOLD.toNanos() : BACKLOG);
    return true;
  }

  private void hold(AlertChange change, long until) {
    // of two changes of a series at the same time, the later one counts
    Hold before = held.remove(change);
    if (before != null) {
      count(before, -1);
    }
    Hold hold = new Hold(until, BookBytes.toBytes(change));
    held.put(change, hold);
    count(hold, 1);
  }

  private void count(Hold hold, int change) {
    live += hold.isLive() ? change : 0;
    bytes += change * hold.stored.length;
  }

  /** The number of changes that wait for the clock. */
  int live() {
    return live;
  }

  boolean isFull() {
    return held.size() > MAX || bytes > maxBytes;
  }

  /** Releases what has been held for long enough, and everything before it. */
  List<AlertChange> expired(long nanos) {
    long until = Long.MIN_VALUE;
    for (var each : held.descendingMap().entrySet()) {
      if (each.getValue().isLive() && each.getValue().until - nanos <= 0) {
        until = each.getKey().time();
        break;
      }
    }
    return release(until);
  }

  /**
   * Releases what every partition has been read past.
   *
   * @param watermark time up to which all have been read, ms since the epoch
   */
  List<AlertChange> passed(long watermark) {
    return release(Math.max(watermark, Long.MIN_VALUE + SLACK.toMillis()) - SLACK.toMillis() - 1);
  }

  /** Releases the earlier half. */
  List<AlertChange> half() {
    return release(held.keySet().stream().skip(held.size() / 2).findFirst().orElseThrow().time());
  }

  private List<AlertChange> release(long until) {
    List<AlertChange> released = new ArrayList<>();
    while (!held.isEmpty() && held.firstKey().time() <= until) {
      var first = held.pollFirstEntry();
      count(first.getValue(), -1);
      released.add(first.getKey());
    }
    if (!released.isEmpty()) {
      releasedUntil = Math.max(releasedUntil, released.get(released.size() - 1).time());
    }
    return released;
  }

  void write(ByteArrayOutputStream out) {
    SparseBytes.writeNumber(out, releasedUntil);
    SparseBytes.writeNumber(out, held.size());
    held.values().forEach(hold -> out.writeBytes(hold.stored));
  }

  /** Reads what {@link #write} wrote; those changes wait for the partitions. */
  void read(ByteBuffer in) {
    releasedUntil = SparseBytes.readLong(in);
    for (int n = SparseBytes.readNumber(in); n > 0; n--) {
      hold(BookBytes.change(in), BACKLOG);
    }
  }
}
