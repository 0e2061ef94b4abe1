package io.wavecast.schemas;

import io.wavecast.schemas.BadRecordException.Reason;

/** The range of times: ms since the epoch, from 1970 to 9999. */
public final class EventTime {
  /** The last millisecond of the year 9999. */
  public static final long MAX = 253_402_300_799_999L;

  private EventTime() {}

  /**
   * Requires the time of an event to be one that every format can hold.
   *
   * @throws BadRecordException when a timestamp is not in 0..{@value #MAX} ms
   */
  public static void check(long timestamp) {
    if (timestamp < 0 || timestamp > MAX) {
      throw new BadRecordException(
          Reason.BAD_TIMESTAMP, "timestamp must be in 0.." + MAX + " ms, got: " + timestamp);
    }
  }
}
