package io.wavecast.service.cli;

import io.wavecast.core.text.UsageException;
import java.time.DateTimeException;
import java.time.Instant;

/** Times on the command line. */
final class TimeText {
  private TimeText() {}

  /**
   * Reads the value of an option.
   *
   * @throws UsageException when it is no time in ISO 8601 with an offset
   */
  static Instant read(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UsageException(
          "%s must be a time such as 2026-01-08T11:20:00Z, got: '%s'".formatted(option, text), e);
    }
  }
}
