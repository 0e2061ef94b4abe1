package io.wavecast.chorales.event;

import io.wavecast.schemas.TopicNames;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of chorales. Every one can be set.
 *
 * @param requests input: one request per record
 * @param notes output: one record per note as it is composed, then one with the complete chorale
 * @param deadLetters output: unreadable records, untouched; may be shared with other pipelines
 */
public record ChoraleTopics(String requests, String notes, String deadLetters)
    implements Serializable {
  public ChoraleTopics {
    TopicNames.check(List.of(requests, notes, deadLetters));
  }

  /** The default names after a prefix, e.g. {@code wavecast.chorale-requests}. */
  public static ChoraleTopics withPrefix(String prefix) {
    return new ChoraleTopics(
        prefix + "chorale-requests", prefix + "chorale-notes", prefix + "dead-letters");
  }
}
