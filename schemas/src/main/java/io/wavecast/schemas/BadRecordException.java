package io.wavecast.schemas;

/** A record that cannot be read as an event. The stream dead-letters it and continues. */
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
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field has the wrong type. */
    WRONG_TYPE,
    /** NaN or an infinity. */
    NOT_FINITE,
    /** A number or a name that is not allowed. */
    OUT_OF_RANGE,
    /** A time before 1970 or after the year 9999, or one that is evidently in seconds. */
    BAD_TIMESTAMP,
    /** A time too far ahead of the record's: later records of its key would all be late. */
    AHEAD,
    /** A key that is absent, empty, too long or not Unicode, or differs from the payload's. */
    BAD_KEY,
    /** A value of too many bytes. */
    TOO_LARGE,
    /** Older than the latest record of its key; the late policy is to dead-letter those. */
    LATE,
    /** History of a series that has live observations. */
    LIVE_SERIES,
    /** Written with a schema that the schema registry does not know, or of a kind not read here. */
    UNKNOWN_SCHEMA;

    /** The spelling on the wire, e.g. {@code missing-field}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
