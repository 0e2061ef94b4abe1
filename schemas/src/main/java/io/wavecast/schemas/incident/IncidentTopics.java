package io.wavecast.schemas.incident;

import io.wavecast.schemas.TopicNames;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of incidents. Every one can be set.
 *
 * @param alerts input: one record per change of a series' alert state
 * @param incidents output, compacted: one record per change of an incident
 * @param deadLetters output: unreadable records, untouched; may be shared with other pipelines
 */
public record IncidentTopics(String alerts, String incidents, String deadLetters)
    implements Serializable {
  public IncidentTopics {
    TopicNames.check(List.of(alerts, incidents, deadLetters));
  }

  /** The default names after a prefix, e.g. {@code wavecast.incidents}. */
  public static IncidentTopics withPrefix(String prefix) {
    return new IncidentTopics(prefix + "alerts", prefix + "incidents", prefix + "dead-letters");
  }

  /** Every name. */
  public List<String> all() {
    return List.of(alerts, incidents, deadLetters);
  }
}
