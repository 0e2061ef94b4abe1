package io.wavecast.flink.kafka;

import io.wavecast.core.forecast.pipeline.StreamSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * How the job connects to Kafka.
 *
 * @param bootstrapServers brokers to ask for the cluster's addresses; overridden by a property
 * @param applicationId consumer group and prefix of transactional ids; no other job may use it
 * @param exactlyOnce whether events are written in transactions, committed with each checkpoint
 * @param transactionTimeout longest time that a transaction may stay open: more than the checkpoint
 *     interval and a restart together, at most what the brokers allow
 * @param properties of Kafka's clients, which override the ones set here
 */
public record KafkaSettings(
    String bootstrapServers,
    String applicationId,
    boolean exactlyOnce,
    Duration transactionTimeout,
    Map<String, String> properties) {
  /** The default of the brokers' {@code transaction.max.timeout.ms}. */
  public static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";

  public KafkaSettings {
    if (!applicationId.matches("[a-zA-Z0-9._-]{1,200}")) {
      throw new IllegalArgumentException(
          "application id must have 1..200 of the characters a-z A-Z 0-9 . _ -, got: '"
              + applicationId
              + "'");
    }
    properties = Map.copyOf(properties);
    String timeout = properties.get(TRANSACTION_TIMEOUT);
    if (timeout != null) {
      if (!timeout.matches("\\d{1,9}")) {
        throw new IllegalArgumentException(
            TRANSACTION_TIMEOUT + " must be a number of ms, got: '" + timeout + "'");
      }
      transactionTimeout = Duration.ofMillis(Long.parseLong(timeout));
    }
    if (transactionTimeout.toMillis() < 1000) {
      throw new IllegalArgumentException(
          "transaction timeout must be at least 1 s, got: "
              + transactionTimeout.toMillis()
              + " ms");
    }
    bootstrapServers = properties.getOrDefault(BOOTSTRAP_SERVERS, bootstrapServers);
  }

  /** The properties of every client. */
  public Properties clientProperties() {
    return overridable(Map.of(BOOTSTRAP_SERVERS, bootstrapServers));
  }

  Properties consumerProperties() {
    return overridable(
        Map.of(
            "isolation.level", "read_committed",
            "max.poll.records", "2000",
            "commit.offsets.on.checkpoint", "false", // OffsetOperator commits
            "partition.discovery.interval.ms", "60000"));
  }

  /** lz4 and one request in flight, as on Kafka Streams. */
  Properties producerProperties(int maxRecordBytes) {
    return overridable(
        Map.of(
            "compression.type",
            "lz4",
            "linger.ms",
            "20",
            "batch.size",
            Integer.toString(128 << 10),
            "max.in.flight.requests.per.connection",
            "1",
            "max.request.size",
            Integer.toString(maxRecordBytes),
            "transaction.timeout.ms",
            Long.toString(transactionTimeout.toMillis())));
  }

  /**
   * The largest record that the job writes, bytes: one that the producer or the topic refused would
   * be read and refused again for ever.
   *
   * @param topic the largest that the topic takes, bytes
   */
  public int largestRecord(int topic) {
    int most = Math.min(topic, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    String request = properties.getOrDefault("max.request.size", "");
    return request.matches("\\d{1,18}") ? (int) Math.min(most, Long.parseLong(request)) : most;
  }

  private Properties overridable(Map<String, String> defaults) {
    Properties all = new Properties();
    all.putAll(defaults);
    all.putAll(properties);
    return all;
  }
}
