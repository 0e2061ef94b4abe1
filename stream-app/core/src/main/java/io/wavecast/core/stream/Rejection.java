package io.wavecast.core.stream;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;

/**
 * Why a record or an input goes to the dead letters.
 *
 * @param reason the class of the error
 * @param message what is wrong, for people
 */
public record Rejection(Reason reason, String message) {
  /** The rejection that an exception carries. */
  public static Rejection of(BadRecordException e) {
    return new Rejection(e.reason(), String.valueOf(e.getMessage()));
  }

  /**
   * The rejection of an input that is older than the latest one of its key.
   *
   * @param key what the key names, e.g. {@code series}
   * @param timestamp of the input, ms since the epoch
   */
  public static Rejection late(String key, long timestamp) {
    return new Rejection(
        Reason.LATE, "timestamp is older than the newest of its " + key + ": " + timestamp);
  }
}
