package io.wavecast.schemas.chorale;

import io.wavecast.schemas.forecast.Topics;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of chorales. Every one can be set.
 *
 * @param requests in: one chorale to be composed a record
 * @param notes out: one record a note as it is composed, then one with the whole chorale
 * @param deadLetters out: what could not be read, untouched; may be shared with other streams
 */
public record ChoraleTopics(String requests, String notes, String deadLetters)
    implements Serializable {
  public ChoraleTopics {
    Topics.requireNames(List.of(requests, notes, deadLetters));
  }

  /** All topics with their own names behind a prefix, e.g. {@code wavecast.chorale-requests}. */
  public static ChoraleTopics withPrefix(String prefix) {
    return new ChoraleTopics(
        prefix + "chorale-requests", prefix + "chorale-notes", prefix + "dead-letters");
  }

  /** Every name. */
  public List<String> all() {
    return List.of(requests, notes, deadLetters);
  }
}
