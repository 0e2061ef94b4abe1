package io.wavecast.core.stream;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Turns the values of a topic into the JSON that pipelines read. Thread-safe. */
@FunctionalInterface
public interface ValueDecoder extends Serializable {
  /** For topics whose values are JSON. */
  ValueDecoder JSON = value -> value;

  /**
   * The JSON of a value.
   *
   * @param value as it was read; null where the record has none
   * @return JSON in UTF-8, or null for null
   * @throws io.wavecast.schemas.BadRecordException when the value cannot be read
   * @throws UnavailableException when a service that knows its schema does not answer
   */
  byte @Nullable [] decode(byte @Nullable [] value);
}
