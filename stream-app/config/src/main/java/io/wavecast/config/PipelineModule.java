package io.wavecast.config;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.PipelineSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline with everything that is needed to host it: what both engines, the commands about
 * topics and models, CONFIG.md and METRICS.md read of it. Found by {@link java.util.ServiceLoader}:
 * a jar names its class in {@code META-INF/services/io.wavecast.config.PipelineModule}. Has no
 * state, e.g. a record without components; serializable, since Flink opens models in other
 * processes.
 *
 * @param <M> the model port that the pipeline runs on; {@link io.wavecast.core.stream.NoModel} for
 *     none
 */
public interface PipelineModule<M> extends Serializable {
  /** What it makes, e.g. {@code incidents}: its name in health checks and messages. */
  String name();

  /** What follows the application id in the name of its consumer group on Kafka Streams. */
  default String groupSuffix() {
    return "-" + name();
  }

  /** Its settings beside those that config declares. */
  default List<KeyRegistry> settings() {
    return List.of();
  }

  /** Its topics beside those of forecasts and inputs; dead letters are shared. */
  default List<ModuleTopic> topics() {
    return List.of();
  }

  /** Its metrics beside those of core. */
  default List<Metric> metrics() {
    return List.of();
  }

  /**
   * The pipeline; empty if it is not enabled.
   *
   * @param maxRecordBytes largest record that may be written, bytes
   * @throws io.wavecast.core.text.UsageException when settings contradict each other
   */
  Optional<? extends PipelineSpec<?, M>> spec(Settings s, int maxRecordBytes);

  /** The file of its model; empty where it has none of its own. */
  default Optional<ModelSetting<?>> modelFile() {
    return Optional.empty();
  }

  /** Opens what its pipeline runs on; the host closes it. */
  M model(ModelOpener opener);

  /** Properties of Kafka Streams that its pipeline needs; those of the user's settings win. */
  default Map<String, String> streamsProperties() {
    return Map.of();
  }

  /**
   * Its commands, as picocli takes them; {@link SettingsCommand} is the base of such with settings.
   */
  default List<Object> commands() {
    return List.of();
  }

  /** Its page on the console; empty for none. */
  default Optional<ConsolePage> page() {
    return Optional.empty();
  }
}
