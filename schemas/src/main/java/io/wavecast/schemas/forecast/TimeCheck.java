package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares the time of an observation with that of its record. */
public final class TimeCheck {
  /** A number counts as seconds only if these are that close to the record's time. */
  private static final long NEAR_MS = Duration.ofDays(2).toMillis();

  /** 1973 in seconds; smaller numbers are taken as ms. */
  private static final long LEAST_SECONDS = 100_000_000;

  private TimeCheck() {}

  /**
   * Rejects a time so far ahead that all later observations of its series would be late, and a time
   * in seconds. It compares with the record's time, so that a replay rejects what was rejected
   * live; where the record has none (0 or less), any time is accepted.
   *
   * @param timestamp of the observation, ms since the epoch
   * @param recordTime of its record, ms since the epoch
   * @param maxAhead how far the first may be ahead of the second; null: any distance
   * @throws BadRecordException when it is rejected
   */
  public static void check(long timestamp, long recordTime, @Nullable Duration maxAhead) {
    if (recordTime <= 0) {
      return;
    }
    // the difference of a negative time may overflow
    if (maxAhead != null
        && timestamp > recordTime
        && timestamp - recordTime > maxAhead.toMillis()) {
      throw new BadRecordException(
          Reason.AHEAD,
          "timestamp must be at most %s ahead of its record's, got: %s, the record's is %s"
              .formatted(
                  spell(maxAhead),
                  Instant.ofEpochMilli(timestamp),
                  Instant.ofEpochMilli(recordTime)));
    }
    if (timestamp >= LEAST_SECONDS
        && timestamp <= Long.MAX_VALUE / 1000
        && Math.abs(timestamp * 1000 - recordTime) < NEAR_MS) {
      throw new BadRecordException(
          Reason.BAD_TIMESTAMP, "timestamp must be in ms, got seconds: " + timestamp);
    }
  }

  /** {@code PT1H} as {@code 1h}, as settings write it. */
  private static String spell(Duration duration) {
    return duration.toMillisPart() > 0
        ? duration.toMillis() + "ms"
        : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
