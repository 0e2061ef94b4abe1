package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.core.stream.RawRecord;

/** Decodes the value of a record into a tree. One instance serves one task. Not thread-safe. */
@FunctionalInterface
public interface ValueReader {
  /**
   * Decodes the value.
   *
   * @param record with a value
   * @return never a missing node
   * @throws io.wavecast.schemas.BadRecordException when the value is not of the format; the message
   *     says what is wrong and quotes nothing of the value
   * @throws io.wavecast.core.stream.UnavailableException when a service that knows the value's
   *     schema does not answer
   */
  JsonNode read(RawRecord record);
}
