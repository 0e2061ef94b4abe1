package io.wavecast.schemas.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The mark of a record of the observations topic that is history: its series learns it, and nothing
 * is emitted. Such a record is JSON in the default format, whatever the format of the topic is.
 */
public enum Backfill {
  /** One value of the history. */
  VALUE,
  /** The last value, or that value once more: what was learned takes effect. */
  END;

  /** The header whose value is the label. */
  public static final String HEADER = "wavecast.backfill";

  /** The spelling on the wire. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the value of the header.
   *
   * @throws BadRecordException when it is no label
   */
  public static Backfill read(byte @Nullable [] value) {
    String label = value == null ? "" : new String(value, UTF_8);
    for (Backfill each : values()) {
      if (each.label().equals(label)) {
        return each;
      }
    }
    throw new BadRecordException(
        Reason.OUT_OF_RANGE,
        "header %s must be value or end, got: '%s'"
            .formatted(HEADER, label.substring(0, Math.min(20, label.length()))));
  }
}
