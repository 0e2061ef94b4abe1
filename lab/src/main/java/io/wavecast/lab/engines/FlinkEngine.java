package io.wavecast.lab.engines;

import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.kafka.KafkaJobBuilder;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.models.ModelSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** As {@code wavecast flink run} sets it up: JobManager and TaskManager in this process. */
final class FlinkEngine implements Engine {
  /** The model of the tasks, which run in this process. */
  private static volatile @Nullable Forecaster active;

  private static final ModelSource<Forecasters> MODELS =
      (context, metrics) -> {
        Forecaster model = active;
        if (model == null) {
          throw new IllegalStateException("there is no model");
        }
        return new ModelSource.Opened<>(Forecasters.of(model), () -> {});
      };

  private final String servers;
  private final ForecastSpec spec;
  private final Path stateDir;
  private final Map<String, String> more;
  private @Nullable String savepoint;
  private @Nullable JobClient job;

  @SuppressWarnings("NullAway.Init")
  private CompletableFuture<JobExecutionResult> end;

  /**
   * @param more settings of Flink
   */
  FlinkEngine(Settings settings, Path stateDir, Map<String, String> more) {
    this.servers = settings.get(KafkaKeys.BOOTSTRAP_SERVERS);
    this.spec = PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    this.stateDir = stateDir;
    this.more = more;
  }

  @Override
  public void start(Forecaster model) throws Exception {
    active = model;
    Map<String, String> options = new HashMap<>();
    options.put("pipeline.object-reuse", "true");
    options.put("pipeline.generic-types", "false");
    options.put("execution.checkpointing.interval", "1 s");
    options.put("execution.checkpointing.dir", stateDir.resolve("checkpoints").toUri().toString());
    options.put("restart-strategy.type", "none");
    options.put("taskmanager.numberOfTaskSlots", Integer.toString(THREADS));
    options.put("rest.bind-port", "0");
    if (savepoint != null) {
      options.put("execution.state-recovery.path", savepoint);
    }
    options.putAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(THREADS, Configuration.fromMap(options));
    KafkaJobBuilder.build(
        env,
        new KafkaSettings(
            servers,
            spec.stream().topics().forecasts(),
            true,
            KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
            Map.of()),
        List.of(new PipelineJob<>(spec, MODELS)));
    job = env.executeAsync();
    end = job.getJobExecutionResult();
  }

  @Override
  public void stop() throws InterruptedException, ExecutionException {
    if (job != null) {
      String folder = stateDir.resolve("savepoints").toUri().toString();
      savepoint = job.stopWithSavepoint(false, folder, SavepointFormatType.NATIVE).get();
      job = null;
    }
  }

  /** Asks a future, because Flink copies the complete graph for each question to the job. */
  @Override
  public void requireLive() {
    if (job != null && end.isDone()) {
      throw new IllegalStateException("job is over", end.handle((result, e) -> e).join());
    }
  }
}
