package io.wavecast.core.stream;

import java.time.Duration;

/**
 * The timestamp of a record that carries an event. Brokers reject records whose timestamp is more
 * than an hour ahead of their clocks ({@code message.timestamp.after.max.ms}), and would reject
 * them at each retry, while an observation's own time may be further ahead.
 */
public final class RecordTime {
  /** Half of what brokers allow, since their clocks may be behind this one. */
  static final Duration MAX_AHEAD = Duration.ofMinutes(30);

  private RecordTime() {}

  /**
   * The event's own time, or now where that is far ahead. The payload keeps the event's own time.
   *
   * @param eventTime ms since the epoch
   * @param now ms since the epoch
   */
  public static long of(long eventTime, long now) {
    return eventTime > now + MAX_AHEAD.toMillis() ? now : eventTime;
  }
}
