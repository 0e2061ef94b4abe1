package io.wavecast.kafka;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.PipelineIo;
import java.util.ArrayList;
import java.util.List;

/**
 * An enabled pipeline as {@code serve} runs it.
 *
 * @param applicationId its consumer group, and the prefix of its internal topics
 * @param io its topics
 */
public record ServedPipeline(String applicationId, PipelineIo<?> io) {
  /** The enabled pipelines, forecasts first. */
  public static List<ServedPipeline> of(Settings s) {
    int limit = StreamSettings.DEFAULT_MAX_RECORD_BYTES;
    String application = s.get(EngineKeys.APPLICATION_ID);
    List<ServedPipeline> all = new ArrayList<>();
    for (PipelineModule<?> module : PipelineModules.ALL) {
      module
          .spec(s, limit)
          .ifPresent(
              spec -> all.add(new ServedPipeline(application + module.groupSuffix(), spec.io())));
    }
    return all;
  }

  /** The enabled pipelines that have states, forecasts first. */
  public static List<ServedPipeline> withStates(Settings s) {
    return of(s).stream().filter(pipeline -> pipeline.io().hasStates()).toList();
  }

  /** Kafka Streams' topic with the changes of its states, where {@link PipelineIo#hasStates}. */
  public String changelogTopic() {
    return applicationId + "-" + io.names().store() + "-changelog";
  }

  /** Kafka Streams' topic with its input by key, where {@link PipelineIo#needsRepartition}. */
  public String repartitionTopic() {
    return applicationId + "-by-" + io.names().store() + "-repartition";
  }
}
