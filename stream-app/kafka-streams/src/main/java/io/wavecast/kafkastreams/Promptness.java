package io.wavecast.kafkastreams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stream thread waits for inputs now and then. While it does, what it writes is sent at
 * once; under load it lingers, because large requests cost less. One per stream thread, used by it
 * alone.
 */
final class Promptness {
  /** The property of an application that holds a {@link ByThread}. */
  static final String PROPERTY = "wavecast.promptness";

  /** How often a stream thread checks whether inputs have paused. */
  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** A thread that got no input for so long had nothing to do. */
  private static final long LULL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long a lull tells about the time after it. */
  private static final long VALID_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The one of each stream thread. */
  interface ByThread {
    @Nullable Promptness of(Thread thread);
  }

  private final Runnable send;
  private long endedAt;
  private long lullAt;

  /**
   * @param send sends what the thread wrote, without waiting
   * @param now by {@link System#nanoTime}
   */
  Promptness(Runnable send, long now) {
    this.send = send;
    endedAt = now;
    lullAt = now;
  }

  /**
   * The one of this thread.
   *
   * @param configs of the application
   * @return null where outputs become visible by a commit only
   */
  static @Nullable Promptness ofThisThread(Map<String, Object> configs) {
    return configs.get(PROPERTY) instanceof ByThread all ? all.of(Thread.currentThread()) : null;
  }

  /** How often to check whether inputs have paused: not less often than the linger. */
  static Duration interval(Duration linger) {
    return INTERVAL.compareTo(linger) < 0 ? INTERVAL : linger;
  }

  /** An input comes. */
  void inputBegins(long now) {
    if (now - endedAt >= LULL_NANOS) {
      lullAt = now;
    }
  }

  /** An input has been processed. */
  void inputEnded(long now) {
    endedAt = now;
  }

  /** Whether no input has come for a while. */
  boolean isIdle(long now) {
    return now - endedAt >= LULL_NANOS;
  }

  /**
   * Sends what was written, unless the thread is under load.
   *
   * @return whether it does
   */
  boolean sendWritten(long now) {
    boolean spare = isIdle(now) || now - lullAt < VALID_NANOS;
    if (spare) {
      send.run();
    }
    return spare;
  }
}
