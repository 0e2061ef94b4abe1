package io.wavecast.core.stream;

import java.io.Serializable;

/** Turns the JSON of events into what is written to their topics. Thread-safe. */
@FunctionalInterface
public interface ValueEncoder extends Serializable {
  /** For topics whose values are JSON. */
  ValueEncoder JSON = (topic, json) -> json;

  /**
   * The value to write.
   *
   * @param topic destination topic
   * @param json the event, JSON in UTF-8
   * @throws UnavailableException when a service that knows the topic's schema does not answer
   * @throws io.wavecast.core.text.FailureException when the schema of the events is refused
   */
  byte[] encode(String topic, byte[] json);
}
