package io.wavecast.core.stream;

import java.io.Serializable;

/**
 * How the records of an input topic become the inputs of a {@link Pipeline}. Stateless and
 * thread-safe.
 *
 * @param <I> a parsed input
 */
public interface InputFormat<I> extends Serializable {
  /**
   * Parses a record. Engines call it through {@link InputReader}, which turns any other {@link
   * RuntimeException} into a rejection, so that no record ends the stream.
   *
   * @throws io.wavecast.schemas.BadRecordException when the record does not hold a valid input
   */
  I parse(RawRecord source);

  /** The key whose state the input changes, e.g. the series. */
  String key(I input);

  /**
   * Serializes an input for an engine that parses and processes in different tasks.
   *
   * @return the input without its key
   */
  byte[] encode(I input);

  /** Reads what {@link #encode} wrote. */
  I decode(String key, byte[] bytes);
}
