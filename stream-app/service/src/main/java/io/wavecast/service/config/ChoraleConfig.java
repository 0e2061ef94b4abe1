package io.wavecast.service.config;

import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.service.topics.TopicSpec;
import java.util.List;

/**
 * Chorales composed beside the forecasts.
 *
 * @param enabled whether this process composes
 * @param topics where it reads and writes
 * @param model {@code chorale}, the shipped one, or the path of a file
 */
public record ChoraleConfig(boolean enabled, ChoraleTopics topics, String model) {
  static ChoraleConfig of(Settings s) {
    String prefix = s.get(Keys.TOPIC_PREFIX);
    try {
      return new ChoraleConfig(
          s.get(Keys.CHORALES),
          new ChoraleTopics(
              s.get(Keys.CHORALE_REQUESTS).orElse(prefix + "chorale-requests"),
              s.get(Keys.CHORALE_NOTES).orElse(prefix + "chorale-notes"),
              s.get(Keys.DEAD_LETTERS).orElse(prefix + "dead-letters")),
          s.get(Keys.CHORALE_MODEL));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("chorales: " + e.getMessage(), e);
    }
  }

  /** The topics as they must be: made like observations and forecasts. */
  public List<TopicSpec> specs(TopicConfig config) {
    String like = config.names().forecasts();
    TopicSpec kept =
        config.specs().stream().filter(s -> s.name().equals(like)).findFirst().orElseThrow();
    return List.of(kept.withName(topics.requests()), kept.withName(topics.notes()));
  }
}
