package io.wavecast.kafka;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * An enabled pipeline as {@code serve} runs it.
 *
 * @param applicationId its consumer group, and the prefix of its internal topics
 * @param io its topics
 */
public record ServedPipeline(String applicationId, PipelineIo<?> io) {
  /** Suffixes of the application ids of the pipelines beside the forecasts. */
  public static final String INPUTS = "-inputs";

  public static final String AGGREGATION = "-aggregation";

  public static final String INCIDENTS = "-incidents";

  public static final String SKETCHES = "-sketches";

  public static final String CHORALES = "-chorales";

  /** The enabled pipelines, forecasts first. */
  public static List<ServedPipeline> of(Settings s) {
    int limit = StreamSettings.DEFAULT_MAX_RECORD_BYTES;
    String application = s.get(EngineKeys.APPLICATION_ID);
    List<ServedPipeline> all = new ArrayList<>();
    all.add(of(application, PipelineSettings.forecasts(s, limit)));
    PipelineSettings.inputs(s, limit).ifPresent(spec -> all.add(of(application + INPUTS, spec)));
    PipelineSettings.aggregation(s, limit)
        .ifPresent(spec -> all.add(of(application + AGGREGATION, spec)));
    PipelineSettings.incidents(s, limit)
        .ifPresent(spec -> all.add(of(application + INCIDENTS, spec)));
    PipelineSettings.sketches(s, limit)
        .ifPresent(spec -> all.add(of(application + SKETCHES, spec)));
    PipelineSettings.chorales(s, limit)
        .ifPresent(spec -> all.add(of(application + CHORALES, spec)));
    return all;
  }

  /** The enabled pipelines that have states, forecasts first. */
  public static List<ServedPipeline> withStates(Settings s) {
    return of(s).stream().filter(pipeline -> pipeline.io().hasStates()).toList();
  }

  private static ServedPipeline of(String applicationId, PipelineSpec<?, ?> spec) {
    return new ServedPipeline(applicationId, spec.io());
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
