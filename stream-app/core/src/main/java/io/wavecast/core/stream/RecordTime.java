package io.wavecast.core.stream;

import java.time.Duration;

/**
 * The time of a record that carries an event. Brokers refuse records whose time is more than an
 * hour ahead of their clocks ({@code message.timestamp.after.max.ms}), and would refuse them again
 * whenever the stream tries anew, while an observation's own time may lie further ahead.
 */
public final class RecordTime {
  /** Half of what brokers allow: their clocks may be behind this one. */
  static final Duration MOST_AHEAD = Duration.ofMinutes(30);

  private RecordTime() {}

  /**
   * The event's own time, or now where that is far ahead; the event's payload has its own in any
   * case.
   *
   * @param eventTime ms since the epoch
   * @param now ms since the epoch
   */
  public static long of(long eventTime, long now) {
    return eventTime > now + MOST_AHEAD.toMillis() ? now : eventTime;
  }
}
