package io.wavecast.flink.cli;

import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.kafka.KafkaCheck;
import io.wavecast.flink.kafka.KafkaEnds;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.sketch.SketchJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;

/** The job as its options tell it, checked and ready to start. */
final class Job {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @ArgGroup(validate = false, heading = "%nThe stream%n")
  private final JobOptions stream = new JobOptions();

  @ArgGroup(validate = false, heading = "%nTopics%n")
  private final TopicOptions topics = new TopicOptions();

  @ArgGroup(validate = false, heading = "%nModels%n")
  private final ModelOptions models = new ModelOptions();

  @ArgGroup(validate = false, heading = "%nSketches%n")
  private final SketchOptions sketches = new SketchOptions();

  @ArgGroup(validate = false, heading = "%nChorales%n")
  private final ChoraleOptions chorales = new ChoraleOptions();

  @ArgGroup(validate = false, heading = "%nFlink%n")
  private final FlinkOptions flink = new FlinkOptions();

  /** Flink's settings. */
  Configuration configuration(@Nullable String checkpointsByDefault, String restoreByDefault) {
    return flink.configuration(checkpointsByDefault, restoreByDefault, stream.kafka());
  }

  /** Whose the places are that the job leaves. */
  Owner owner() {
    TreeMap<String, String> inputs = new TreeMap<>();
    inputs.put("application-id", stream.kafka().applicationId());
    inputs.put("topics-observations", topics.topics().observations());
    sketches.input(topics.prefix()).ifPresent(topic -> inputs.put("topics-sketches", topic));
    chorales.input(topics.prefix()).ifPresent(topic -> inputs.put("chorales-requests", topic));
    return new Owner(inputs);
  }

  /**
   * Checks all that can be checked before the job starts, and adds the job to an environment.
   *
   * @param configuration the settings that it will run with
   * @param here whether the tasks run on this machine, so that models are opened to try them
   * @throws io.wavecast.flink.StartException when the job could not run
   */
  void build(StreamExecutionEnvironment env, Configuration configuration, boolean here) {
    if (here) {
      models.requireFolder();
    }
    JobSettings settings = stream.job(topics.topics());
    KafkaSettings kafka = stream.kafka();
    configuration
        .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
        .ifPresent(Checkpoints::checkWritable);
    configuration
        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
        .ifPresent(
            place -> {
              Checkpoints.checkReadable(place);
              owner().check(place);
            });
    RepositoryModels chosen = models.models(settings.level(), env);
    chosen.check();
    Optional<SketchJob> labels =
        sketches.job(settings.stream(), topics.prefix(), models.device(), env);
    Optional<ChoraleJob> notes = chorales.job(settings.stream(), topics.prefix(), env);
    Map<String, String> needed = new LinkedHashMap<>();
    String make = "./wavecast topics create";
    settings.topics().all().forEach(topic -> needed.put(topic, make));
    labels.ifPresent(
        job ->
            job.settings()
                .topics()
                .all()
                .forEach(topic -> needed.putIfAbsent(topic, make + " --sketches-enabled true")));
    notes.ifPresent(
        job ->
            job.settings()
                .topics()
                .all()
                .forEach(topic -> needed.putIfAbsent(topic, make + " --chorales-enabled true")));
    KafkaCheck.check(kafka, needed, PATIENCE);
    if (here) {
      chosen.tryOut(env);
    }
    KafkaEnds.build(env, kafka, new ForecastJob(settings, chosen), labels, notes);
  }
}
