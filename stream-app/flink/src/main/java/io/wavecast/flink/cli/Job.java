package io.wavecast.flink.cli;

import io.wavecast.config.AlertKeys;
import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.ModelKeys;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.SketchKeys;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.kafka.KafkaEnds;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.flink.models.TaskModels;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.music.ChoraleSettings;
import io.wavecast.flink.sketch.SketchJob;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.run.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The job as configured, checked and ready to start. */
final class Job {
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(8);

  private final Settings settings;
  private final FlinkOptions flink;
  private final KafkaSettings kafka;
  private final JobSettings forecasts;
  private final RepositorySettings models;

  /**
   * @throws io.wavecast.config.ConfigException when settings contradict each other
   */
  Job(Settings settings, FlinkOptions flink) {
    this.settings = settings;
    this.flink = flink;
    kafka = flink.kafka(settings);
    models = ModelRouting.of(settings);
    PipelineSettings.alerts(settings); // an error names its setting
    forecasts =
        new JobSettings(
            PipelineSettings.stream(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES),
            PipelineSettings.windows(settings),
            PipelineSettings.deviations(settings).profile(),
            settings.get(AlertKeys.RULES),
            settings.get(EngineKeys.LEVEL));
  }

  Settings settings() {
    return settings;
  }

  /** Flink's configuration. */
  Configuration configuration(@Nullable String checkpointsByDefault, String restoreByDefault) {
    return flink.configuration(checkpointsByDefault, restoreByDefault, kafka);
  }

  /** Where a cluster of this process writes checkpoints by default. */
  Path checkpointDir() {
    return settings.get(EngineKeys.DATA_DIR).resolve("flink").resolve("checkpoints");
  }

  /** Which job the checkpoints are of. */
  JobIdentity identity() {
    TreeMap<String, String> inputs = new TreeMap<>();
    inputs.put(EngineKeys.APPLICATION_ID.name(), kafka.applicationId());
    inputs.put(TopicKeys.OBSERVATIONS.name(), forecasts.topics().observations());
    if (settings.get(SketchKeys.ENABLED)) {
      inputs.put(TopicKeys.SKETCHES.name(), PipelineSettings.sketchTopics(settings).sketches());
    }
    if (settings.get(ChoraleKeys.ENABLED)) {
      inputs.put(
          TopicKeys.CHORALE_REQUESTS.name(), PipelineSettings.choraleTopics(settings).requests());
    }
    return new JobIdentity(inputs);
  }

  /**
   * Checks everything that can be checked before the job starts, and adds the job to an
   * environment.
   *
   * @param configuration the one that the job will run with
   * @param here whether the tasks run on this machine, so that models are opened as a check
   * @throws StartException when the job could not run
   */
  void build(StreamExecutionEnvironment env, Configuration configuration, boolean here) {
    Optional<Path> folder = models.directory();
    if (here && folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new StartException("models.dir must be a folder, got: " + folder.get());
    }
    if (folder.isPresent() && !flink.modelFiles().isEmpty()) {
      throw new IllegalArgumentException(
          "models must come from models.dir or by --model-file, not both");
    }
    checkRestored(configuration);
    RepositoryModels forecasters = forecasters(env);
    ModelChecks checks = new ModelChecks(forecasters);
    checks.readAll();
    Optional<SketchJob> sketches = sketches(env);
    Optional<ChoraleJob> chorales = chorales(env);
    KafkaCheck.check(kafka, topics(sketches, chorales), KAFKA_TIMEOUT);
    if (here) {
      checks.openAll(env);
    }
    KafkaEnds.build(env, kafka, new ForecastJob(forecasts, forecasters), sketches, chorales);
  }

  private void checkRestored(Configuration configuration) {
    configuration
        .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
        .ifPresent(Checkpoints::checkWritable);
    configuration
        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
        .ifPresent(
            path -> {
              Checkpoints.checkReadable(path);
              identity().check(path);
            });
  }

  private RepositoryModels forecasters(StreamExecutionEnvironment env) {
    double level = forecasts.level();
    return new RepositoryModels(
        models.model(),
        models.routes(),
        models.device(),
        models.directory().map(Path::toString).orElse(null),
        ModelFiles.forecasters(flink.modelFiles(), level, env),
        level);
  }

  private Optional<SketchJob> sketches(StreamExecutionEnvironment env) {
    if (!settings.get(SketchKeys.ENABLED)) {
      return Optional.empty();
    }
    Device device = settings.get(ModelKeys.DEVICE);
    return Optional.of(
        new SketchJob(
            PipelineSettings.sketches(settings, forecasts.stream().maxRecordBytes()),
            TaskModels.sketches(
                settings
                    .get(SketchKeys.MODEL)
                    .map(source -> ModelFiles.sketches(source, env))
                    .orElse(null),
                device)));
  }

  private Optional<ChoraleJob> chorales(StreamExecutionEnvironment env) {
    if (!settings.get(ChoraleKeys.ENABLED)) {
      return Optional.empty();
    }
    String model = settings.get(ChoraleKeys.MODEL);
    return Optional.of(
        new ChoraleJob(
            new ChoraleSettings(
                PipelineSettings.choraleTopics(settings), forecasts.stream().maxRecordBytes()),
            TaskModels.composer(
                model.equals(ComposerFile.SHIPPED) ? null : ModelFiles.composer(model, env),
                settings.get(ModelKeys.DEVICE))));
  }

  /** Every topic that must exist, with the command that creates it. */
  private Map<String, String> topics(Optional<SketchJob> sketches, Optional<ChoraleJob> chorales) {
    String create = "./wavecast topics create";
    Map<String, String> needed = new LinkedHashMap<>();
    forecasts.topics().all().forEach(topic -> needed.put(topic, create));
    sketches
        .map(job -> job.settings().topics().all())
        .orElse(List.of())
        .forEach(t -> needed.putIfAbsent(t, create + " " + SketchKeys.ENABLED.flag() + " true"));
    chorales
        .map(job -> job.settings().topics().all())
        .orElse(List.of())
        .forEach(t -> needed.putIfAbsent(t, create + " " + ChoraleKeys.ENABLED.flag() + " true"));
    return needed;
  }
}
