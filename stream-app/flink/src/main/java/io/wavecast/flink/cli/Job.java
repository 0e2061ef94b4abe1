package io.wavecast.flink.cli;

import io.wavecast.config.ChoraleKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaFiles;
import io.wavecast.config.ModelKeys;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.SketchKeys;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.text.UsageException;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.kafka.KafkaJobBuilder;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TopicCalendar;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.flink.models.TaskModels;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.SketchFile;
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

  private static final ModelSource<NoModel> NO_MODEL =
      (context, metrics) -> new ModelSource.Opened<>(NoModel.NONE, () -> {});

  private final Settings settings;
  private final TopicFormats formats;
  private final FlinkOptions flink;
  private final KafkaSettings kafka;
  private final RepositorySettings models;
  private final ForecastSpec forecasts;
  private final Optional<AggregationSpec> aggregation;
  private final Optional<IncidentSpec> incidents;
  private final Optional<SketchSpec> sketches;
  private final Optional<ChoraleSpec> chorales;

  /**
   * @throws UsageException when settings contradict each other
   */
  Job(Settings settings, FlinkOptions flink) {
    this.settings = settings;
    this.flink = flink;
    formats = TopicFormats.of(settings);
    kafka = flink.kafka(settings);
    models = ModelRouting.of(settings);
    forecasts = PipelineSettings.forecasts(settings, MAX_RECORD_BYTES);
    PipelineSettings.check(settings);
    aggregation = PipelineSettings.aggregation(settings, MAX_RECORD_BYTES);
    incidents = PipelineSettings.incidents(settings, MAX_RECORD_BYTES);
    sketches = PipelineSettings.sketches(settings, MAX_RECORD_BYTES);
    chorales = PipelineSettings.chorales(settings, MAX_RECORD_BYTES);
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
    inputs.put(TopicKeys.OBSERVATIONS.name(), forecasts.io().input());
    aggregation.ifPresent(spec -> inputs.put(TopicKeys.EVENTS.name(), spec.events()));
    incidents.ifPresent(spec -> inputs.put(TopicKeys.ALERTS.name(), spec.io().input()));
    sketches.ifPresent(spec -> inputs.put(TopicKeys.SKETCHES.name(), spec.io().input()));
    chorales.ifPresent(spec -> inputs.put(TopicKeys.CHORALE_REQUESTS.name(), spec.io().input()));
    return new JobIdentity(inputs);
  }

  /**
   * Checks settings and models on this machine, without a cluster.
   *
   * @param configuration the one that the job would run with
   * @throws UsageException when a setting is wrong
   * @throws StartException when a file or a folder cannot be used
   */
  void check(Configuration configuration) {
    var unused = models(StreamExecutionEnvironment.createLocalEnvironment(1), configuration, true);
  }

  private record Models(
      RepositoryModels forecasters,
      Optional<ModelSource<SketchClassifier>> classifier,
      Optional<ModelSource<Composer>> composer) {}

  private Models models(StreamExecutionEnvironment env, Configuration configuration, boolean here) {
    Optional<Path> folder = models.directory();
    if (here && folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new StartException("models.dir must be a folder, got: " + folder.get());
    }
    if (folder.isPresent() && !flink.modelFiles().isEmpty()) {
      throw new IllegalArgumentException(
          "models must come from models.dir or by --model-file, not both");
    }
    checkRestored(configuration);
    KafkaFiles.require(settings.kafka());
    RepositoryModels forecasters = forecasters(env);
    ModelChecks checks = new ModelChecks(forecasters);
    checks.readAll(settings);
    Models all =
        new Models(
            forecasters,
            sketches.map(spec -> classifier(env)),
            chorales.map(spec -> composer(env)));
    if (here) {
      checks.openAll(env);
    }
    return all;
  }

  /**
   * Checks everything that can be checked before the job starts, creates absent topics unless the
   * settings forbid it, and adds the job to an environment.
   *
   * @param configuration the one that the job will run with
   * @param here whether the tasks run on this machine, so that models are opened as a check
   * @throws StartException when the job could not run
   * @throws io.wavecast.kafka.topics.NoAnswerException when the cluster does not answer
   * @throws io.wavecast.core.text.FailureException that names a right or a topic that is absent
   */
  void build(StreamExecutionEnvironment env, Configuration configuration, boolean here) {
    Models ready = models(env, configuration, here);
    Optional<String> restored =
        env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
    int limit = new KafkaCheck(settings, restored, LOG::warn).check(kafka, KAFKA_TIMEOUT);
    formats.prepare(warning -> LOG.warn("{}", warning));
    List<PipelineJob<?, ?>> jobs = new ArrayList<>();
    jobs.add(forecasts(PipelineSettings.forecasts(settings, limit), ready.forecasters));
    PipelineSettings.inputs(settings, limit)
        .ifPresent(spec -> jobs.add(new PipelineJob<>(formats.ofInputs(spec), NO_MODEL)));
    PipelineSettings.aggregation(settings, limit)
        .ifPresent(spec -> jobs.add(new PipelineJob<>(spec, NO_MODEL)));
    PipelineSettings.incidents(settings, limit)
        .ifPresent(spec -> jobs.add(new PipelineJob<>(formats.ofEvents(spec), NO_MODEL)));
    PipelineSettings.sketches(settings, limit)
        .ifPresent(spec -> jobs.add(new PipelineJob<>(spec, ready.classifier.orElseThrow())));
    PipelineSettings.chorales(settings, limit)
        .ifPresent(spec -> jobs.add(new PipelineJob<>(spec, ready.composer.orElseThrow())));
    KafkaJobBuilder.build(env, kafka, jobs);
  }

  /** The job of the forecasts, with the entries on the calendar topic where these are enabled. */
  private PipelineJob<?, ?> forecasts(ForecastSpec spec, RepositoryModels forecasters) {
    return PipelineSettings.followedCalendar(settings)
        .map(
            topic ->
                new TopicCalendar(
                    topic, kafka.clientProperties(), spec.calendars().current().entries()))
        .map(
            calendar ->
                new PipelineJob<>(
                    formats.ofObservations(spec.withCalendars(calendar)),
                    calendar.openWith(forecasters)))
        .orElseGet(() -> new PipelineJob<>(formats.ofObservations(spec), forecasters));
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
        ModelFiles.forecasters(flink.modelFiles(), models.trusted(), level, env),
        level,
        models.trusted(),
        models.limit());
  }

  private ModelSource<SketchClassifier> classifier(StreamExecutionEnvironment env) {
    String model = settings.get(SketchKeys.MODEL);
    return TaskModels.sketches(
        model.equals(SketchFile.SHIPPED)
            ? null
            : ModelFiles.send(model, SketchFile::read, models.trusted(), env),
        settings.get(ModelKeys.DEVICE),
        settings.get(ModelKeys.TIMEOUT));
  }

  private ModelSource<Composer> composer(StreamExecutionEnvironment env) {
    String model = settings.get(ChoraleKeys.MODEL);
    return TaskModels.composer(
        model.equals(ComposerFile.SHIPPED)
            ? null
            : ModelFiles.send(model, ComposerFile::read, models.trusted(), env),
        settings.get(ModelKeys.DEVICE),
        settings.get(ModelKeys.TIMEOUT));
  }
}
