package io.wavecast.service.config;

import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.service.topics.TopicSpec;
import java.util.List;

/**
 * Chorales composed beside the forecasts.
 *
 * @param enabled whether this process composes
 * @param topics that are read and written
 * @param model {@code chorale}, the shipped one, or the path of a file
 */
public record ChoraleConfig(boolean enabled, ChoraleTopics topics, String model) {
  static ChoraleConfig of(Settings s) {
    return new ChoraleConfig(
        s.get(ChoraleKeys.ENABLED), PipelineSettings.choraleTopics(s), s.get(ChoraleKeys.MODEL));
  }

  /** The topics as they must be, with the settings of the forecasts' topic. */
  public List<TopicSpec> specs(TopicConfig config) {
    String like = config.names().forecasts();
    TopicSpec kept =
        config.specs().stream().filter(s -> s.name().equals(like)).findFirst().orElseThrow();
    return List.of(kept.withName(topics.requests()), kept.withName(topics.notes()));
  }
}
