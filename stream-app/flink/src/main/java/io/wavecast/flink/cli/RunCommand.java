package io.wavecast.flink.cli;

import io.wavecast.config.BuildVersion;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.Group;
import io.wavecast.config.LikeEntries;
import io.wavecast.config.RulePatterns;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast flink run}: the job in a cluster of this process, until it is stopped. */
@Command(
    name = "run",
    description = "Run the job in a cluster of this process.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    abbreviateSynopsis = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets options that have a default
final class RunCommand extends JobCommand {
  private static final String LOCAL = "127.0.0.1";

  /** Of the shutdown timeout, what is left after the savepoint. */
  private static final Duration AFTER_SAVEPOINT = Duration.ofSeconds(1);

  /**
   * Failures of the job within 10 minutes: more than an outage of the cluster causes, however long,
   * since each attempt ends with a timeout of Kafka's clients, 60 s by default.
   */
  private static final String MAX_FAILURES = "30";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator. Default: ${DEFAULT-VALUE}")
  private int parallelism;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Port for Prometheus. Default: no metrics.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      defaultValue = LOCAL,
      description =
          "Address for Prometheus; 0.0.0.0 is every network of this machine. Default:"
              + " ${DEFAULT-VALUE}")
  private String metricsHost;

  @Option(
      names = "--dry-run",
      description =
          "Check settings and models, print the settings with their sources as a configuration"
              + " file, and end. If something is wrong, the exit code is that of a start. Reaches"
              + " no cluster.")
  private boolean dryRun;

  RunCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  Set<Group> groups() {
    Set<Group> groups = super.groups();
    groups.add(Group.DATA);
    return groups;
  }

  @Override
  public Integer call() throws Exception {
    if (metricsPort != null) {
      checkFree(metricsHost, metricsPort);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("--parallelism must be at least 1, got: " + parallelism);
    }
    Job job = job();
    RulePatterns.warnings(job.settings()).forEach(this::say);
    LikeEntries.warnings(job.settings()).forEach(this::say);
    List<String> unused = job.settings().unused();
    if (!unused.isEmpty()) {
      say("settings of serve that have no effect on Flink: " + String.join(", ", unused));
    }
    Configuration configuration = configuration(job);
    if (dryRun) {
      job.check(configuration);
      return print(job.settings().yaml());
    }
    AtomicReference<@Nullable JobClient> started = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(started.get(), job, configuration, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
      job.build(env, configuration, true);
      JobClient client = env.executeAsync("wavecast");
      started.set(client);
      job.identity().write(folder(client, configuration));
      say(
          "running"
              + restored(configuration).map(path -> ", from " + path).orElse("")
              + ", Ctrl-C stops");
      await(client, stop);
      return 0;
    } catch (ExecutionException e) {
      if (stop.isAlive()) {
        return 0;
      }
      throw e;
    } finally {
      ended.countDown();
      removeHook(stop);
    }
  }

  /** Waits until the job ends. An interrupt stops it, as Ctrl-C does. */
  private static void await(JobClient client, Thread stop)
      throws ExecutionException, InterruptedException {
    try {
      client.getJobExecutionResult().get();
    } catch (InterruptedException e) {
      if (removeHook(stop)) {
        stop.start();
      }
      client.getJobExecutionResult().get();
    }
  }

  /** Returns whether the hook was removed, so that the end of the process does not run it. */
  private static boolean removeHook(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false; // the process is ending
    }
  }

  private Configuration configuration(Job job) {
    Configuration all =
        job.configuration(job.checkpointDir().toUri().toString(), FlinkOptions.NEWEST);
    all.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    setByDefault(all, RestOptions.BIND_PORT.key(), "0");
    // neither the REST API nor the blob server has authentication
    setByDefault(all, RestOptions.BIND_ADDRESS.key(), LOCAL);
    if (all.get(RestOptions.BIND_ADDRESS).equals(LOCAL)) {
      all.set(OwnHosts.ONLY, true);
    }
    // by default pages of every origin may read it
    setByDefault(all, WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN.key(), "http://" + LOCAL);
    setByDefault(all, JobManagerOptions.BIND_HOST.key(), LOCAL);
    setByDefault(all, RestartStrategyOptions.RESTART_STRATEGY.key(), "failure-rate");
    setByDefault(
        all,
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL.key(),
        MAX_FAILURES);
    setByDefault(
        all,
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL.key(),
        "10 min");
    if (metricsPort != null) {
      String reporter = "metrics.reporter.prom.";
      all.setString(reporter + "factory.class", LocalMetricsFactory.class.getName());
      all.setString(reporter + LocalMetricsFactory.HOST, metricsHost);
      all.setString(reporter + LocalMetricsFactory.PORT, metricsPort.toString());
      // otherwise bounds of histograms would lose their decimal points
      all.setString("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }
    return all;
  }

  /** Flink itself would run without metrics. */
  private static void checkFree(String host, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("--metrics-port must be in 1..65535, got: " + port);
    }
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new FailureException(
          "metrics can't be served on " + host + ":" + port + ": " + Throwables.reason(e), e);
    }
  }

  private static void setByDefault(Configuration configuration, String key, String value) {
    if (!configuration.containsKey(key)) {
      configuration.setString(key, value);
    }
  }

  /**
   * Stops the job with a savepoint: the output of what was read, and the group's offsets, are
   * committed. If there is none in time, the next start restores the newest checkpoint.
   */
  private void stop(
      @Nullable JobClient client, Job job, Configuration configuration, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return; // the job ended by itself
    }
    if (client == null) {
      say("stopped before the job was started");
      return;
    }
    Duration grace = job.settings().get(EngineKeys.SHUTDOWN_TIMEOUT).minus(AFTER_SAVEPOINT);
    long end = System.nanoTime() + grace.toNanos();
    try {
      String folder = folder(client, configuration).toString();
      String savepoint =
          client
              .stopWithSavepoint(false, folder, SavepointFormatType.NATIVE)
              .get(grace.toNanos(), TimeUnit.NANOSECONDS);
      say("stopped, with savepoint " + savepoint);
      if (ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        deleteObsolete(job, configuration, savepoint);
      } else {
        say("the job does not end in time; older checkpoints are kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // its cluster has already stopped
    } catch (ExecutionException | TimeoutException e) {
      say("no savepoint within " + grace.toSeconds() + " s: " + Throwables.oneLine(e));
      cancel(client, ended);
    }
  }

  private void deleteObsolete(Job job, Configuration configuration, String savepoint) {
    try {
      Checkpoints.deleteObsolete(
          configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
          savepoint,
          job.identity(),
          restored(configuration)
              .filter(
                  path ->
                      configuration.get(StateRecoveryOptions.RESTORE_MODE)
                          == RecoveryClaimMode.CLAIM));
    } catch (IOException e) {
      say("older checkpoints can't be deleted: " + Throwables.reason(e));
    }
  }

  /** Where the job's checkpoints are written. */
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
      // it has ended by itself, or ends with the process
    }
  }

  private static Optional<String> restored(Configuration configuration) {
    return configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
  }
}
