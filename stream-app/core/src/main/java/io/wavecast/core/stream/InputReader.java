package io.wavecast.core.stream;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;

/**
 * Parses records for an engine: the one place that guards against malformed input.
 *
 * @param format what is expected
 */
public record InputReader<I>(InputFormat<I> format) {
  /**
   * Parses a record.
   *
   * @throws BadRecordException when it does not hold a valid input; no record, however malformed,
   *     causes another exception
   * @throws UnavailableException when reading needs a service that does not answer
   */
  public I read(RawRecord source) {
    try {
      return format.parse(source);
    } catch (BadRecordException | UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BadRecordException(Reason.MALFORMED, "value cannot be parsed: " + e, e);
    }
  }
}
