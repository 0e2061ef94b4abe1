package io.wavecast.kafkastreams;

import io.wavecast.core.stream.TopicConfigs;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.core.text.Throwables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running topology. A failed thread is replaced, since most failures are transient. The failure
 * that {@link ThreadFailures} does not retry stops everything, and {@link #stopped} reports why. A
 * failure of several threads counts as one. An {@link UnavailableException} is retried without
 * limit. Thread-safe.
 */
public final class StreamsRuntime implements AutoCloseable {
  /** Of properties that are settings of internal topics. */
  public static final String TOPIC_PREFIX = "topic.";

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

  private static final String NATIVE_GAUGE = "uncommitted-bytes";

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);

  private final KafkaStreams streams;
  private final boolean staticMember;
  private final ThreadFailures failures = new ThreadFailures();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Optional<Throwable>> stopped = new CompletableFuture<>();
  private volatile Optional<Throwable> lastFailure = Optional.empty();

  /**
   * @param topology to run
   * @param properties of Kafka Streams and its clients, see {@link #properties}
   * @param observer gets each change of state
   */
  public StreamsRuntime(
      Topology topology, Properties properties, KafkaStreams.StateListener observer) {
    this.staticMember =
        properties.containsKey("group.instance.id")
            || properties.containsKey("consumer.group.instance.id")
            || properties.containsKey("main.consumer.group.instance.id");
    this.streams =
        new KafkaStreams(topology, properties, new StreamClients()) {
          @Override
          public Map<MetricName, ? extends Metric> metrics() {
            return readable(super.metrics());
          }
        };
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("stream is {}, was {}", now, before);
          observer.onChange(now, before);
          if (now == KafkaStreams.State.RUNNING) {
            ready.complete(null);
          }
          if (now.hasCompletedShutdown()) {
            stopped.complete(failure(now, lastFailure));
          }
        });
  }

  /**
   * Without the gauge that reads a buffer of RocksDB: a thread of the stream frees it when a store
   * is closed, and a reader on another thread ends the process.
   */
  static Map<MetricName, Metric> readable(Map<MetricName, ? extends Metric> metrics) {
    Map<MetricName, Metric> readable = new HashMap<>(metrics);
    readable.keySet().removeIf(metric -> metric.name().equals(NATIVE_GAUGE));
    return readable;
  }

  private static boolean isAtLeastOnce(Map<?, ?> properties) {
    return "at_least_once".equals(properties.get("processing.guarantee"));
  }

  /**
   * Properties that were measured, see RATIONALE.md. All can be overridden, and every property of
   * Kafka Streams and its clients may be given.
   *
   * @param applicationId names the consumer group and the internal topics
   * @param stateDir holds states on this machine; lost ones are restored from Kafka
   * @param linger how long inputs may be pending
   * @param maxRecordBytes largest record that may be written
   * @param overrides take precedence
   */
  public static Properties properties(
      String applicationId,
      Path stateDir,
      Duration linger,
      int maxRecordBytes,
      Map<String, String> overrides) {
    Map<String, String> p = new HashMap<>();
    p.put("application.id", applicationId);
    p.put("state.dir", stateDir.toAbsolutePath().toString());
    p.put("processing.guarantee", "exactly_once_v2");
    p.put("enable.transactional.statestores", "true");
    p.put("num.stream.threads", "2");
    // under load; where batches do not fill up, the processor requests earlier commits
    p.put("commit.interval.ms", "500");
    p.put("statestore.cache.max.bytes", Integer.toString(64 << 20));
    // a longer poll would delay the flush of pending inputs
    p.put("poll.ms", Long.toString(linger.toMillis()));
    // a task reads one partition, so there is no other one to wait for
    p.put("max.task.idle.ms", "-1");
    p.put("consumer.auto.offset.reset", "earliest");
    p.put("consumer.session.timeout.ms", "10000");
    p.put("consumer.heartbeat.interval.ms", "2000");
    // a new instance takes its share at once: see RATIONALE.md
    p.put("acceptable.recovery.lag", Long.toString(Long.MAX_VALUE));
    // at the end of a changelog, a longer fetch would delay the restore of the next task
    p.put("restore.consumer.fetch.max.wait.ms", "50");
    // no JMX: Micrometer exports the metrics, and the MBeans cost some 5 % of a start's CPU time
    p.put("metric.reporters", "");
    // records fetched from one partition are processed before those of the next
    p.put("consumer.max.partition.fetch.bytes", Integer.toString(128 << 10));
    p.put("producer.compression.type", "lz4");
    p.put("producer.batch.size", Integer.toString(256 << 10));
    // records become visible at the commit, which flushes the producer
    p.put("producer.linger.ms", "100");
    // more in flight can delay the first batch of a partition: see RATIONALE.md
    p.put("producer.max.in.flight.requests.per.connection", "1");
    p.put("producer.max.request.size", Integer.toString(maxRecordBytes));
    TopicConfigs.ofInternal(maxRecordBytes, overrides)
        .forEach((name, value) -> p.put(TOPIC_PREFIX + name, value));
    if (isAtLeastOnce(overrides)) {
      // outputs are visible once sent; states that changed wait for the commit
      p.put("commit.interval.ms", "200");
      p.put("producer.linger.ms", "5");
    }
    p.putAll(overrides);
    if (!isAtLeastOnce(p)) {
      CommitTimer.take(p);
    }
    Properties properties = new Properties();
    properties.putAll(p);
    return properties;
  }

  public void start() {
    streams.start();
  }

  /** Why it stopped; empty when it was closed. */
  static Optional<Throwable> failure(KafkaStreams.State state, Optional<Throwable> last) {
    return state == KafkaStreams.State.ERROR
        ? last.or(() -> Optional.of(new IllegalStateException("stream is in state ERROR")))
        : Optional.empty();
  }

  /** Whether it runs or is starting. */
  public boolean isLive() {
    return switch (streams.state()) {
      case CREATED, REBALANCING, RUNNING -> true;
      case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  /** Whether it reads input: states are restored and partitions are assigned. */
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Completes when it is ready for the first time. */
  public CompletableFuture<Void> ready() {
    return ready.copy();
  }

  /** For metrics and tests. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Completes when it has stopped: with the failure, or empty when it was closed. */
  public CompletableFuture<Optional<Throwable>> stopped() {
    return stopped.copy();
  }

  /** Begins to stop, without waiting, so that several streams stop at the same time. */
  public void beginClose() {
    stop(Duration.ZERO);
  }

  /** Commits and stops, within 8 s. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Commits and stops. A member without a static id leaves its group.
   *
   * @param atMost longest time to wait for it
   */
  public void close(Duration atMost) {
    if (!stop(atMost)) {
      LOG.warn("stream did not stop within {}", atMost);
    }
    stopped.complete(Optional.empty());
  }

  private boolean stop(Duration timeout) {
    return streams.close(
        CloseOptions.timeout(timeout)
            .withGroupMembershipOperation(
                staticMember
                    ? GroupMembershipOperation.REMAIN_IN_GROUP
                    : GroupMembershipOperation.LEAVE_GROUP));
  }

  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (UnavailableException.isCauseOf(failure)) {
      LOG.warn("stream thread is replaced: {}", Throwables.rootMessage(failure));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    lastFailure = Optional.of(failure);
    boolean again =
        failures.onFailure(failure, Instant.now(), Thread.currentThread().getName(), threads());
    LOG.error("stream thread failed, {}", again ? "it is replaced" : "stopping", failure);
    return again
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** The names of the running threads; none while stopping. */
  private List<String> threads() {
    try {
      return streams.metadataForLocalThreads().stream().map(ThreadMetadata::threadName).toList();
    } catch (IllegalStateException e) {
      return List.of();
    }
  }
}
