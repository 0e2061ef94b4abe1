package io.wavecast.service.config;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Key;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Path;

/**
 * The settings of the service, checked together. Immutable; {@link #toString} hides secrets.
 *
 * @param settings as given
 * @param kafka how to reach the cluster
 * @param topics names of the forecasts' topics
 * @param models which models
 */
public record ServiceConfig(
    Settings settings, KafkaConfig kafka, Topics topics, RepositorySettings models) {
  /**
   * Turns settings into values.
   *
   * @throws io.wavecast.core.text.UsageException when settings contradict each other, or Kafka
   *     refuses one
   */
  public static ServiceConfig of(Settings s) {
    PipelineSettings.check(s);
    KafkaConfig kafka = KafkaConfig.of(s);
    KafkaNames.requireValid(s);
    return new ServiceConfig(s, kafka, PipelineSettings.topics(s), ModelRouting.of(s));
  }

  /** The value of a setting. */
  public <T> T get(Key<T> key) {
    return settings.get(key);
  }

  /** A folder below the data directory. */
  public Path dataDir(String name) {
    return get(EngineKeys.DATA_DIR).resolve(name);
  }
}
