package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
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

/** How Flink runs the job. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class FlinkOptions {
  static final String NEWEST = "newest";
  static final String NONE = "none";

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = Texts.Durations.class,
      description =
          "Time between two checkpoints; with exactly-once, events can be read after the next one."
              + " Default: ${DEFAULT-VALUE}")
  private Duration interval;

  @Option(
      names = "--checkpoint-dir",
      paramLabel = "DIR|URL",
      description = "Where checkpoints lie; none: where the cluster's configuration says.")
  private @Nullable String checkpoints;

  @Option(
      names = "--restore",
      paramLabel = "newest|none|DIR|URL",
      description =
          "Which checkpoint or savepoint to go on from; newest: of those where checkpoints lie,"
              + " if there is one, which is deleted once there is a newer one. Default: newest in a"
              + " cluster of this process, unless -D names one; elsewhere what 'flink run -s' or an"
              + " operator says.")
  private @Nullable String restore;

  @Option(
      names = "--allow-non-restored-state",
      description =
          "Drop what the savepoint or checkpoint holds of parts that this job leaves out; else it"
              + " refuses to start.")
  private boolean allowNonRestored;

  @Option(
      names = "--state-backend",
      paramLabel = "hashmap|rocksdb",
      defaultValue = "hashmap",
      description =
          "Where states are kept: in memory, or on disk where they don't fit. Default:"
              + " ${DEFAULT-VALUE}")
  private String backend;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of Flink, may be repeated; goes before what the options above set, except"
              + " --restore, --allow-non-restored-state, --parallelism and --metrics-port.")
  private List<String> more = List.of();

  /**
   * The settings.
   *
   * @param checkpointsByDefault where checkpoints lie if no option says
   * @param restoreByDefault what to go on from if no option says
   * @throws StartException when they don't go together
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
    Choice.of("--state-backend", backend, "hashmap", "rocksdb");
    all.set(StateBackendOptions.STATE_BACKEND, backend);
    all.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend.equals("rocksdb"));
    String folder = checkpoints == null ? checkpointsByDefault : checkpoints;
    if (folder != null) {
      all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, url(folder));
    }
    more.forEach(setting -> set(all, setting));
    Duration between = all.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    if (kafka.exactlyOnce() && kafka.transactionTimeout().compareTo(between.multipliedBy(2)) < 0) {
      throw new StartException(
          "transaction timeout must be at least twice the checkpoint interval, %d ms, got: %d ms"
              .formatted(between.toMillis(), kafka.transactionTimeout().toMillis()));
    }
    if (allowNonRestored) {
      all.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }
    String byDefault = all.contains(StateRecoveryOptions.SAVEPOINT_PATH) ? NONE : restoreByDefault;
    String from = restore == null ? byDefault : restore;
    restored(all, from).ifPresent(place -> all.set(StateRecoveryOptions.SAVEPOINT_PATH, place));
    if (from.equals(NEWEST) && !all.contains(StateRecoveryOptions.RESTORE_MODE)) {
      // the job's own: deleted once a newer one is whole
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

  static String url(String place) {
    return place.contains("://") ? place : java.nio.file.Path.of(place).toUri().toString();
  }
}
