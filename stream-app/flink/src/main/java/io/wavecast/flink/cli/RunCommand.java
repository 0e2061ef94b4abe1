package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wavecast flink run}: the job in a cluster of this process, until it is stopped. */
@Command(
    name = "run",
    description = "Run the job in a cluster of this process.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class RunCommand implements Callable<Integer> {
  /** How long the end may take with a savepoint: less than what usually comes before kill -9. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  @Mixin private Job job;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator. Default: ${DEFAULT-VALUE}")
  private int parallelism;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "data/flink",
      description =
          "Where checkpoints lie, if --checkpoint-dir says nothing. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Port for Prometheus, on every address of this machine. None: no metrics.")
  private @Nullable Integer metricsPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (metricsPort != null) {
      checkFree(metricsPort);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("--parallelism must be at least 1, got: " + parallelism);
    }
    Configuration configuration = configuration();
    AtomicReference<@Nullable JobClient> started = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(started.get(), configuration, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
      job.build(env, configuration, true);
      JobClient client = env.executeAsync("wavecast");
      started.set(client);
      job.owner().write(folder(client, configuration));
      say(
          "running"
              + from(configuration).map(place -> ", from " + place).orElse("")
              + ", Ctrl-C stops");
      client.getJobExecutionResult().get();
      return 0;
    } catch (ExecutionException e) {
      if (stop.isAlive()) {
        return 0;
      }
      throw e;
    } finally {
      ended.countDown();
    }
  }

  private Configuration configuration() {
    Configuration all =
        job.configuration(dataDir.resolve("checkpoints").toUri().toString(), FlinkOptions.NEWEST);
    all.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    setByDefault(all, RestOptions.BIND_PORT.key(), "0");
    setByDefault(all, RestartStrategyOptions.RESTART_STRATEGY.key(), "failure-rate");
    setByDefault(
        all,
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL.key(),
        "5");
    setByDefault(
        all,
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL.key(),
        "10 min");
    if (metricsPort != null) {
      all.setString(
          "metrics.reporter.prom.factory.class",
          "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
      all.setString("metrics.reporter.prom.port", metricsPort.toString());
      // else bounds of histograms would lose their points
      all.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }
    return all;
  }

  /** Flink itself would go on without metrics. */
  private static void checkFree(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("--metrics-port must be in 1..65535, got: " + port);
    }
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw new StartException(
          "metrics can't be served on port " + port + ": " + e.getMessage(), e);
    }
  }

  private static void setByDefault(Configuration configuration, String key, String value) {
    if (!configuration.containsKey(key)) {
      configuration.setString(key, value);
    }
  }

  /**
   * Ends the job with a savepoint: what was read is forecast and committed, and so are the group's
   * offsets. Where none comes in time, the job goes on from its newest checkpoint next time.
   */
  private void stop(@Nullable JobClient client, Configuration configuration, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return; // by itself
    }
    if (client == null) {
      say("stopped before the job was started");
      return;
    }
    long end = System.nanoTime() + GRACE.toNanos();
    try {
      String folder = folder(client, configuration).toString();
      String savepoint =
          client
              .stopWithSavepoint(false, folder, SavepointFormatType.NATIVE)
              .get(GRACE.toNanos(), TimeUnit.NANOSECONDS);
      say("stopped, with savepoint " + savepoint);
      if (ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        deleteNeedless(configuration, savepoint);
      } else {
        say("the job does not end in time; older checkpoints stay");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // its cluster has gone before it
    } catch (ExecutionException | TimeoutException e) {
      cancel(client, ended);
    }
  }

  private void deleteNeedless(Configuration configuration, String savepoint) {
    try {
      Checkpoints.deleteNeedless(
          configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
          savepoint,
          job.owner(),
          from(configuration)
              .filter(
                  place ->
                      configuration.get(StateRecoveryOptions.RESTORE_MODE)
                          == RecoveryClaimMode.CLAIM));
    } catch (IOException e) {
      say("older checkpoints can't be deleted: " + e.getMessage());
    }
  }

  /** Where the job's checkpoints lie. */
  private static org.apache.flink.core.fs.Path folder(
      JobClient client, Configuration configuration) {
    return new org.apache.flink.core.fs.Path(
        configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
        client.getJobID().toHexString());
  }

  private void cancel(JobClient client, CountDownLatch ended) {
    try {
      client.cancel().get(1, TimeUnit.SECONDS);
      say("stopped, without a savepoint");
      if (!ended.await(1, TimeUnit.SECONDS)) {
        say("the job does not end in time; it ends with this process");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // it has ended by itself, or does with the process
    }
  }

  private static Optional<String> from(Configuration configuration) {
    return configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
  }

  private void say(String line) {
    spec.commandLine().getErr().println("wavecast: " + line);
    spec.commandLine().getErr().flush();
  }
}
