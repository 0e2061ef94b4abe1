package io.wavecast.flink.kafka;

import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.sketches.pipeline.SketchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job with fake models from topic to topic, as tests start and stop it.
 *
 * @param topics where it reads and writes
 * @param dir where its checkpoints and savepoints lie
 * @param parts what it does beside forecasting
 * @param forecasters what it forecasts with
 * @param note how long the model takes for a note of a chorale
 * @param alertRules when series alert
 */
public record TestJob(
    JobTopics topics,
    Path dir,
    Set<Part> parts,
    ModelSource<Forecasters> forecasters,
    Duration note,
    List<String> alertRules) {
  /** Flink's setting for the savepoint to restore. */
  public static final String FROM = "execution.state-recovery.path";

  public static final Set<Part> FORECASTS = EnumSet.noneOf(Part.class);
  public static final Set<Part> ALL = EnumSet.allOf(Part.class);

  /** What a job may do beside forecasting. */
  public enum Part {
    SKETCHES,
    CHORALES
  }

  /** Forecasts the mean. */
  public TestJob(JobTopics topics, Path dir, Set<Part> parts) {
    this(topics, dir, parts, FakeModels.MEAN, Duration.ofMillis(3));
  }

  /** Series alert by the rules that hold where none is set. */
  public TestJob(
      JobTopics topics,
      Path dir,
      Set<Part> parts,
      ModelSource<Forecasters> forecasters,
      Duration note) {
    this(topics, dir, parts, forecasters, note, List.of());
  }

  /** The same with other parts. */
  public TestJob with(Set<Part> others) {
    return new TestJob(topics, dir, others, forecasters, note, alertRules);
  }

  /**
   * Starts it in a cluster of this process, where it is not restarted. Waits for records of its
   * broker end when it fails.
   *
   * @param more settings of Flink
   */
  public JobClient start(int parallelism, Map<String, String> more) throws Exception {
    Map<String, String> settings = settings();
    settings.put("restart-strategy.type", "none");
    settings.put("rest.port", "0");
    settings.put("taskmanager.memory.managed.size", "64m");
    settings.putAll(more);
    JobClient job =
        start(
            StreamExecutionEnvironment.createLocalEnvironment(
                parallelism, Configuration.fromMap(settings)),
            Map.of("max.poll.records", "50"));
    topics.broker().watch(job.getJobExecutionResult());
    return job;
  }

  /** Starts it in a cluster on this machine. */
  public JobClient startRemote(int restPort, int parallelism, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = settings();
    settings.putAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(
            "127.0.0.1", restPort, Configuration.fromMap(settings));
    env.setParallelism(parallelism);
    return start(env, Map.of());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("execution.checkpointing.interval", "200 ms");
    settings.put("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    settings.put("pipeline.generic-types", "false");
    settings.put("pipeline.object-reuse", "true");
    return settings;
  }

  private JobClient start(StreamExecutionEnvironment env, Map<String, String> kafka)
      throws Exception {
    StreamSettings stream = StreamSettings.of(topics.topics());
    AlertSettings alerts = new AlertSettings(alertRules.stream().map(RuleText::read).toList());
    List<PipelineJob<?, ?>> jobs = new ArrayList<>();
    jobs.add(
        new PipelineJob<>(
            new ForecastSpec(stream, WindowSettings.DEFAULT, alerts, 0.9, SeasonSettings.DEFAULT),
            forecasters));
    if (parts.contains(Part.SKETCHES)) {
      jobs.add(new PipelineJob<>(sketches(stream), FakeModels.CLASSIFIER));
    }
    if (parts.contains(Part.CHORALES)) {
      jobs.add(
          new PipelineJob<>(
              new ChoraleSpec(topics.chorales(), stream.maxRecordBytes()),
              FakeModels.composer(note)));
    }
    KafkaJobBuilder.build(
        env,
        new KafkaSettings(
            topics.broker().bootstrapServers(),
            topics.topics().observations(),
            true,
            Duration.ofMinutes(5),
            kafka),
        jobs);
    return env.executeAsync();
  }

  private SketchSpec sketches(StreamSettings stream) {
    return new SketchSpec(
        topics.sketches(),
        LatePolicy.DROP,
        stream.maxBatch(),
        stream.linger(),
        Duration.ofHours(1),
        stream.maxRecordBytes());
  }

  /** Stops it with a savepoint and returns its path; then everything it did is committed. */
  public String stop(JobClient job) throws Exception {
    String folder = dir.resolve("savepoints").toUri().toString();
    String savepoint = job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL).get();
    job.getJobExecutionResult().get();
    return savepoint;
  }
}
