package io.wavecast.flink.cli;

import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the job reads, does and writes: options of the same names as those of the service. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class JobOptions {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      defaultValue = "127.0.0.1:9092",
      description = "Brokers to ask for the cluster's addresses. Default: ${DEFAULT-VALUE}")
  private String bootstrapServers;

  @Option(
      names = "--kafka",
      paramLabel = "PROPERTY=VALUE",
      description = "Property for Kafka's clients; may be repeated.")
  private Map<String, String> kafka = new LinkedHashMap<>();

  @Option(
      names = "--application-id",
      paramLabel = "TEXT",
      defaultValue = "wavecast-flink",
      description =
          "Consumer group, and prefix of transactional ids: of this job alone. Default:"
              + " ${DEFAULT-VALUE}")
  private String applicationId;

  @Option(
      names = "--guarantee",
      paramLabel = "exactly-once|at-least-once",
      defaultValue = "exactly-once",
      description =
          "What a crash may do: nothing at all, or repeat events for less latency: exactly-once"
              + " shows events with each checkpoint. Default: ${DEFAULT-VALUE}")
  private String guarantee;

  @Option(
      names = "--transaction-timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = Texts.Durations.class,
      description =
          "Longest that a transaction may stay open: more than the checkpoint interval and a"
              + " restart together, at most what the brokers allow. Default: ${DEFAULT-VALUE}")
  private Duration transactionTimeout;

  @Option(
      names = "--input-series",
      paramLabel = "POINTER",
      defaultValue = "",
      description = "Where the series key stands in a record's value; empty: the record's key.")
  private String series;

  @Option(
      names = "--input-timestamp",
      paramLabel = "POINTER",
      defaultValue = "/timestamp",
      description =
          "Where the time stands in a record's value; empty: the record's own time. Default:"
              + " ${DEFAULT-VALUE}")
  private String timestamp;

  @Option(
      names = "--input-value",
      paramLabel = "POINTER",
      defaultValue = "/value",
      description = "Where the number stands in a record's value. Default: ${DEFAULT-VALUE}")
  private String value;

  @Option(
      names = "--input-max-ahead",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Texts.Durations.class,
      description =
          "How far the time in a payload may lie ahead of its record's own; one further ahead is a"
              + " dead letter. Default: ${DEFAULT-VALUE}")
  private Duration maxAhead;

  @Option(
      names = "--window-step",
      paramLabel = "TIME",
      converter = Texts.Durations.class,
      description = "Time between two observations; none: the median of the last intervals.")
  private @Nullable Duration step;

  @Option(
      names = "--window-max-gap",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Most missing observations in a row that are filled in. Default: ${DEFAULT-VALUE}")
  private int maxGap;

  @Option(
      names = "--window-late",
      paramLabel = "drop|dead-letter",
      defaultValue = "drop",
      description =
          "What becomes of an observation older than the newest of its series. Default:"
              + " ${DEFAULT-VALUE}")
  private String late;

  @Option(
      names = "--deviations-profile",
      paramLabel = "full|light",
      defaultValue = "full",
      description = "How much is kept of each series to judge it by. Default: ${DEFAULT-VALUE}")
  private String profile;

  @Option(
      names = "--alerts-rule",
      paramLabel = "RULE",
      description =
          "When series alert, e.g. 'web web.* breaches=3 of=5 stale=5m'; may be given again, the"
              + " first whose pattern fits a series counts.")
  private List<String> alertRules = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Most windows in one run of a model. Default: ${DEFAULT-VALUE}")
  private int batchSize;

  @Option(
      names = "--batch-wait",
      paramLabel = "TIME",
      defaultValue = "20ms",
      converter = Texts.Durations.class,
      description =
          "Longest that an observation waits for its batch to fill. Default: ${DEFAULT-VALUE}")
  private Duration batchWait;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description =
          "Share of the actual values that the intervals are meant to hold. Default:"
              + " ${DEFAULT-VALUE}")
  private double level;

  JobSettings job(Topics topics) {
    StreamSettings usual = StreamSettings.of(topics);
    return new JobSettings(
        new StreamSettings(
            topics,
            ObservationFormat.of(series, timestamp, value, ObservationFormat.DEFAULT_MAX_BYTES)
                .withMaxAhead(Optional.of(maxAhead)),
            Choice.of("--window-late", late, "drop", "dead-letter") == 0
                ? LatePolicy.DROP
                : LatePolicy.DEAD_LETTER,
            batchSize,
            batchWait,
            usual.maxRecordBytes()),
        new WindowSettings(Optional.ofNullable(step), maxGap),
        Choice.of("--deviations-profile", profile, "full", "light") == 0
            ? Profile.FULL
            : Profile.LIGHT,
        alertRules,
        level);
  }

  KafkaSettings kafka() {
    return new KafkaSettings(
        bootstrapServers,
        applicationId,
        Choice.of("--guarantee", guarantee, "exactly-once", "at-least-once") == 0,
        transactionTimeout,
        kafka);
  }
}
