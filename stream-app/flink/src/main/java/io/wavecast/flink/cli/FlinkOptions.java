package io.wavecast.flink.cli;

import io.wavecast.config.DurationConverter;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.Guarantee;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.flink.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that only Flink has: how it runs the job. */
@SuppressWarnings("NullAway.Init") // picocli sets options that have a default
final class FlinkOptions {
  static final String NEWEST = "newest";
  static final String NONE = "none";
  private static final List<String> BACKENDS = List.of("hashmap", "rocksdb");

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = DurationConverter.class,
      description =
          "Time between two checkpoints; with exactly-once, events can be read after the next one."
              + " Default: ${DEFAULT-VALUE}")
  private Duration interval;

  @Option(
      names = "--transaction-timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = DurationConverter.class,
      description =
          "Longest time that a transaction may stay open: longer than the checkpoint interval and a"
              + " restart together, at most what the brokers allow. Default: ${DEFAULT-VALUE}")
  private Duration transactionTimeout;

  @Option(
      names = "--checkpoint-dir",
      paramLabel = "DIR|URL",
      description = "Where checkpoints are written. Default: as the cluster is configured.")
  private @Nullable String checkpoints;

  @Option(
      names = "--restore",
      paramLabel = "newest|none|DIR|URL",
      description =
          "Checkpoint or savepoint to restore. newest: the newest one in the checkpoint folder, if"
              + " any; it is deleted once a newer one is complete. none: start with empty state."
              + " Default: newest for 'wavecast flink run', unless -D names one; on a cluster, what"
              + " 'flink run -s' or an operator names.")
  private @Nullable String restore;

  @Option(
      names = "--allow-non-restored-state",
      description =
          "Discard the state of pipelines that the savepoint or checkpoint has and this job does"
              + " not run; without it the job refuses to start.")
  private boolean allowNonRestored;

  @Option(
      names = "--state-backend",
      paramLabel = "hashmap|rocksdb",
      defaultValue = "hashmap",
      description =
          "Where states are kept: in memory, or on disk if they don't fit. Default:"
              + " ${DEFAULT-VALUE}")
  private String backend;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of Flink, may be repeated; overrides the options above, except --restore,"
              + " --allow-non-restored-state, --parallelism, --metrics-port and --metrics-host.")
  private List<String> more = List.of();

  /** How the job reaches Kafka. */
  KafkaSettings kafka(Settings settings) {
    KafkaConfig config = KafkaConfig.of(settings);
    return new KafkaSettings(
        config.bootstrapServers(),
        settings.get(EngineKeys.APPLICATION_ID),
        settings.get(EngineKeys.GUARANTEE) == Guarantee.EXACTLY_ONCE,
        transactionTimeout,
        config.properties());
  }

  /**
   * Flink's configuration.
   *
   * @param checkpointsByDefault where checkpoints are written if no option names a folder; null: as
   *     the cluster is configured
   * @param restoreByDefault what to restore if no option says
   * @throws FailureException when options contradict each other
   */
  Configuration configuration(
      @Nullable String checkpointsByDefault, String restoreByDefault, KafkaSettings kafka) {
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "--checkpoint-interval must be at least 10ms, got: " + interval.toMillis() + "ms");
    }
    Configuration all = new Configuration();
    all.set(PipelineOptions.OBJECT_REUSE, true); // messages are never changed
    all.set(PipelineOptions.GENERIC_TYPES, false); // no Kryo
    all.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    all.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (!BACKENDS.contains(backend)) {
      throw new IllegalArgumentException(
          "--state-backend must be " + String.join(" or ", BACKENDS) + ", got: " + backend);
    }
    all.set(StateBackendOptions.STATE_BACKEND, backend);
    all.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend.equals("rocksdb"));
    String folder = checkpoints == null ? checkpointsByDefault : checkpoints;
    if (folder != null) {
      all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, url(folder));
    }
    more.forEach(setting -> set(all, setting));
    Duration between = all.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    if (kafka.exactlyOnce() && kafka.transactionTimeout().compareTo(between.multipliedBy(2)) < 0) {
      throw new FailureException(
          "transaction timeout must be at least twice the checkpoint interval, %d ms, got: %d ms"
              .formatted(between.toMillis(), kafka.transactionTimeout().toMillis()));
    }
    if (allowNonRestored) {
      all.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }
    String byDefault = all.contains(StateRecoveryOptions.SAVEPOINT_PATH) ? NONE : restoreByDefault;
    String from = restore == null ? byDefault : restore;
    restored(all, from).ifPresent(path -> all.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    if (from.equals(NEWEST) && !all.contains(StateRecoveryOptions.RESTORE_MODE)) {
      // the job's own: deleted once a newer one is complete
      all.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }
    return all;
  }

  private static void set(Configuration all, String setting) {
    int at = setting.indexOf('=');
    if (at < 1) {
      throw new IllegalArgumentException("-D must be KEY=VALUE, got: " + setting);
    }
    all.setString(setting.substring(0, at), setting.substring(at + 1));
  }

  private static Optional<String> restored(Configuration all, String restore) {
    return switch (restore) {
      case NONE -> Optional.empty();
      case NEWEST ->
          all.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).flatMap(Checkpoints::newest);
      default -> Optional.of(url(restore));
    };
  }

  private static String url(String path) {
    return path.contains("://") ? path : java.nio.file.Path.of(path).toUri().toString();
  }
}
