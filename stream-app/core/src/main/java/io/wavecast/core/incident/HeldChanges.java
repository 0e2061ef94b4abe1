package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.io.DataOutputStream;
import java.io.IOException;
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

  private static final Long BACKLOG = Long.MAX_VALUE;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TreeMap<AlertChange, Long> held = new TreeMap<>(AlertChange.ORDER);
  private int live;
  private long releasedUntil = Long.MIN_VALUE;

  /** Difference between the wall clock and the clock of durations, ms; unknown at first. */
  private @Nullable Long offset;

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
    if (held.put(change, isLive ? nanos + HOLD.toNanos() : BACKLOG) == null && isLive) {
      live++;
    }
    return true;
  }

  /** The number of changes that wait for the clock. */
  int live() {
    return live;
  }

  boolean isFull() {
    return held.size() > MAX;
  }

  /** Releases what has been held for long enough, and everything before it. */
  List<AlertChange> expired(long nanos) {
    long until = Long.MIN_VALUE;
    for (var each : held.descendingMap().entrySet()) {
      if (!each.getValue().equals(BACKLOG) && each.getValue() - nanos <= 0) {
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
      live -= first.getValue().equals(BACKLOG) ? 0 : 1;
      released.add(first.getKey());
    }
    if (!released.isEmpty()) {
      releasedUntil = Math.max(releasedUntil, released.get(released.size() - 1).time());
    }
    return released;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(releasedUntil);
    out.writeInt(held.size());
    for (AlertChange change : held.keySet()) {
      BookBytes.text(change.series(), out);
      out.writeLong(change.time());
      Alert alert = change.alert();
      byte[] value = alert == null ? new byte[0] : AlertCodec.write(alert);
      out.writeInt(value.length);
      out.write(value);
    }
  }

  /** Reads what {@link #write} wrote; those changes wait for the partitions. */
  void read(ByteBuffer in) {
    releasedUntil = in.getLong();
    for (int n = in.getInt(); n > 0; n--) {
      String series = BookBytes.text(in);
      long time = in.getLong();
      byte[] value = new byte[in.getInt()];
      in.get(value);
      held.put(
          new AlertChange(series, time, value.length == 0 ? null : AlertCodec.read(value)),
          BACKLOG);
    }
  }
}
