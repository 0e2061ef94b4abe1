package io.wavecast.flink.cli;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaFiles;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.kafka.KafkaJobBuilder;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TopicCalendar;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.models.ModuleModels;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.repository.RepositorySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job as configured, checked and ready to start. */
final class Job {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(8);

  /** Until the brokers have been asked for their limit. */
  private static final int MAX_RECORD_BYTES = StreamSettings.DEFAULT_MAX_RECORD_BYTES;

  private final Settings settings;
  private final TopicFormats formats;
  private final FlinkOptions flink;
  private final KafkaSettings kafka;
  private final RepositorySettings models;

  /**
   * @throws UsageException when settings contradict each other
   */
  Job(Settings settings, FlinkOptions flink) {
    this.settings = settings;
    this.flink = flink;
    PipelineSettings.check(settings);
    formats = TopicFormats.of(settings);
    kafka = flink.kafka(settings);
    models = ModelRouting.of(settings);
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
    for (PipelineModule<?> module : PipelineModules.ALL) {
      module
          .spec(settings, MAX_RECORD_BYTES)
          .filter(spec -> spec.io().hasStates())
          .ifPresent(spec -> inputs.put(module.name(), spec.io().input()));
    }
    return new JobIdentity(inputs);
  }

  /**
   * Checks settings and models on this machine, without a cluster.
   *
   * @param configuration the one that the job would run with
   * @throws UsageException when a setting is wrong
   * @throws FailureException when a file or a folder cannot be used
   */
  void check(Configuration configuration) {
    var unused = models(configuration, true);
  }

  private RepositoryModels models(Configuration configuration, boolean here) {
    Optional<Path> folder = models.directory();
    if (here && folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new FailureException("models.dir must be a folder, got: " + folder.get());
    }
    checkRestored(configuration);
    KafkaFiles.require(settings.kafka());
    RepositoryModels forecasters =
        new RepositoryModels(
            models.model(),
            models.routes(),
            models.device(),
            folder.map(Path::toString).orElse(null),
            settings.get(EngineKeys.LEVEL),
            models.trusted());
    ModelChecks checks = new ModelChecks(forecasters);
    checks.readAll(settings);
    if (here) {
      for (PipelineModule<?> module : PipelineModules.ALL) {
        if (module.spec(settings, MAX_RECORD_BYTES).isPresent()) {
          module.modelFile().ifPresent(setting -> checks.read(settings, setting));
        }
      }
      checks.openAll();
    }
    return forecasters;
  }

  /**
   * Checks everything that can be checked before the job starts, creates absent topics unless the
   * settings forbid it, and adds the job to an environment.
   *
   * @param configuration the one that the job will run with
   * @param here whether the tasks run on this machine, so that models are opened as a check
   * @throws FailureException when the job could not run: a right or a topic is absent, among others
   * @throws io.wavecast.kafka.topics.NoAnswerException when the cluster does not answer
   */
  void build(StreamExecutionEnvironment env, Configuration configuration, boolean here) {
    RepositoryModels forecasters = models(configuration, here);
    Optional<String> restored =
        env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
    int limit = new KafkaCheck(settings, restored, LOG::warn).check(kafka, KAFKA_TIMEOUT);
    formats.prepare(warning -> LOG.warn("{}", warning));
    List<PipelineJob<?, ?>> jobs = new ArrayList<>();
    for (PipelineModule<?> module : PipelineModules.ALL) {
      job(module, limit, forecasters).ifPresent(jobs::add);
    }
    KafkaJobBuilder.build(env, kafka, jobs);
  }

  private <M> Optional<PipelineJob<?, M>> job(
      PipelineModule<M> module, int limit, RepositoryModels forecasters) {
    String model = module.modelFile().map(setting -> settings.get(setting.key())).orElse("");
    ModelSource<M> source = new ModuleModels<>(module, model, forecasters);
    return module.spec(settings, limit).map(spec -> job(spec, source));
  }

  /** The job of a pipeline, that of forecasts with the calendar topic where this is enabled. */
  @SuppressWarnings("unchecked") // with another calendar they are still forecasts
  private <I, M> PipelineJob<I, M> job(PipelineSpec<I, M> spec, ModelSource<M> source) {
    Optional<String> topic = PipelineSettings.followedCalendar(settings);
    if (topic.isEmpty() || !(spec instanceof ForecastSpec forecasts)) {
      return new PipelineJob<>(formats.translated(spec), source);
    }
    TopicCalendar calendar =
        new TopicCalendar(
            topic.get(), kafka.clientProperties(), forecasts.calendars().current().entries());
    return new PipelineJob<>(
        formats.translated((PipelineSpec<I, M>) forecasts.withCalendars(calendar)),
        calendar.openWith(source));
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
}
