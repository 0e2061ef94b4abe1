package io.wavecast.core.stream;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the keys without input for long, and never visits all states: each key is in one queue, and
 * only the states of keys in a queue that is due are looked at.
 *
 * <pre>
 *   due     12:00      12:10      12:20
 *           a b c      d          e f        input has been read up to 12:05: look at a, b, c
 *           |
 *           +-- without input since it was queued: silent
 *           +-- with input: queued again, for the time at which it would be silent
 * </pre>
 *
 * A key that has had input since it was queued is kept for at least the same time once more, since
 * that input may be old: a key whose history arrives is not silent. One look per input is enough to
 * keep up, because a key is only queued again if it has had input since. Not thread-safe.
 */
public final class SilentKeys {
  /** Result of a {@link Look} for a key whose state is gone. */
  public static final long GONE = Long.MIN_VALUE;

  /** Queues that hold the keys of one silence; input may be out of order by this part of it. */
  private static final int QUEUES = 32;

  private final long after;
  private final long width;
  private final TreeMap<Long, KeyQueue> queues = new TreeMap<>();
  private long until = Long.MIN_VALUE;
  private long firstDue = Long.MAX_VALUE;

  /** Looks at the state of a key. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks at a key that may be silent.
     *
     * @param queued time of its newest input when it was queued, ms since the epoch
     * @return time of its newest input, to queue it again; {@link #GONE} if its state was removed
     */
    long at(String key, long queued);
  }

  /**
   * @param after how long a silent key is kept, at least 1 ms
   */
  public SilentKeys(Duration after) {
    this.after = after.toMillis();
    this.width = Math.max(1, this.after / QUEUES);
  }

  /** Forgets all keys, and up to when input has been read. */
  public void clear() {
    queues.clear();
    until = Long.MIN_VALUE;
    firstDue = Long.MAX_VALUE;
  }

  /**
   * Adds a key that has had input since it was looked at, or its first input now.
   *
   * @param newest time of that input, ms since the epoch
   */
  public void add(String key, long newest) {
    queue(key, newest, newest + after + width < until ? until : newest);
  }

  /**
   * Adds a key whose state was recovered.
   *
   * @param newest time of its newest input, ms since the epoch
   */
  public void restore(String key, long newest) {
    queue(key, newest, newest);
  }

  /**
   * Notes up to when input has been read.
   *
   * @param time ms since the epoch; an earlier one than before changes nothing
   */
  public void readUntil(long time) {
    until = Math.max(until, time);
  }

  /** Looks at the given number of keys that are due, or at all of them if they are fewer. */
  public void look(int keys, Look look) {
    for (int i = 0; i < keys && firstDue <= until; i++) {
      Map.Entry<Long, KeyQueue> queue = queues.firstEntry();
      KeyQueue.Entry entry = queue.getValue().poll();
      if (queue.getValue().isEmpty()) {
        queues.remove(queue.getKey());
      }
      long newest = look.at(entry.key(), entry.time());
      if (newest == GONE) {
        updateFirstDue();
      } else {
        add(entry.key(), newest);
      }
    }
  }

  private void queue(String key, long newest, long seen) {
    // the next time but one at which a queue is due
    long due = Math.floorDiv(seen + after, width) + 2;
    queues.computeIfAbsent(due, d -> new KeyQueue()).add(key, newest);
    updateFirstDue();
  }

  private void updateFirstDue() {
    firstDue = queues.isEmpty() ? Long.MAX_VALUE : queues.firstKey() * width;
  }
}
