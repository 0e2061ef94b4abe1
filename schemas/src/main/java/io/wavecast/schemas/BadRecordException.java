package io.wavecast.schemas;

/** A record that cannot be read as an event: the stream sets it aside and goes on. */
public final class BadRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public BadRecordException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public BadRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why a record is unreadable: the error class of its dead letter and a label of the metrics. */
  public enum Reason {
    /** The bytes are not the JSON that was expected. */
    MALFORMED,
    /** A field that must be there is absent or null. */
    MISSING_FIELD,
    /** A field has another type than it must have. */
    WRONG_TYPE,
    /** NaN or an infinity. */
    NOT_FINITE,
    /** A number of absurd magnitude. */
    OUT_OF_RANGE,
    /** A time before 1970 or after the year 9999, or one that is plainly in seconds. */
    BAD_TIMESTAMP,
    /** A time too far ahead of the record's own: all that follows it would be late. */
    AHEAD,
    /** No series key, an empty one, or one that is too long. */
    BAD_SERIES,
    /** More bytes than a record may have. */
    TOO_LARGE,
    /**
     * Older than the newest observation of its series, where the late policy is to set such aside.
     */
    LATE;

    /** The spelling on the wire, e.g. {@code missing-field}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
