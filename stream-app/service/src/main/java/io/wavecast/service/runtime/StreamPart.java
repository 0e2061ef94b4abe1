package io.wavecast.service.runtime;

import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.service.metrics.Rebalances;
import io.wavecast.service.metrics.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;

/** A pipeline that runs in this process, with its own consumer group. */
final class StreamPart implements AutoCloseable {
  private final String name;
  private final StreamsRuntime runtime;
  private final Duration closeTimeout;
  private final Rebalances rebalances;
  private long closingSince;

  /**
   * Prepares the pipeline; {@link #start} starts it.
   *
   * @param name in messages
   * @param spec the pipeline
   * @param model what the pipeline runs on; the caller closes it after this part
   * @param properties of Kafka Streams
   * @param closeTimeout longest time to commit and stop
   */
  <I, M> StreamPart(
      String name,
      PipelineSpec<I, M> spec,
      M model,
      Properties properties,
      Duration closeTimeout,
      Telemetry telemetry) {
    this.name = name;
    this.closeTimeout = closeTimeout;
    Topology topology = PipelineTopology.build(spec, model, telemetry.metrics(), System::nanoTime);
    rebalances = new Rebalances(telemetry.metrics(), name, System::currentTimeMillis);
    try {
      runtime = new StreamsRuntime(topology, properties, rebalances);
    } catch (StreamsException e) {
      throw new FailureException(
          stateProblem(Path.of(String.valueOf(properties.get(StreamsConfig.STATE_DIR_CONFIG)))), e);
    }
    telemetry.bind(runtime.streams());
  }

  static String stateProblem(Path folder) {
    return "the state in %s cannot be opened: %s (--verbose shows the cause)"
        .formatted(
            folder,
            Files.isWritable(folder)
                ? "stop the other 'serve' that uses it, or choose another --data-dir"
                : "the user '%s' may not write there".formatted(System.getProperty("user.name")));
  }

  void start() {
    runtime.start();
  }

  /** What its clients measure. */
  Collection<? extends Metric> meters() {
    return runtime.streams().metrics().values();
  }

  /** Why it is not ready, or empty when it is. */
  Optional<String> problem() {
    if (runtime.isReady()) {
      return Optional.empty();
    }
    return Optional.of(runtime.isLive() ? "is starting" : "has stopped");
  }

  /**
   * Requires that the pipeline has not stopped by itself.
   *
   * @throws FailureException with the reason
   */
  void requireRunning() {
    require("pipeline of " + name, runtime.stopped());
  }

  static void require(String what, CompletableFuture<Optional<Throwable>> stopped) {
    if (stopped.isDone()) {
      Throwable failure =
          stopped
              .join()
              .orElseGet(() -> new IllegalStateException("Kafka Streams stopped without a reason"));
      throw new FailureException(what + " has stopped: " + Throwables.causes(failure), failure);
    }
  }

  /** Begins to stop, without waiting. */
  void beginClose() {
    closingSince = System.nanoTime();
    runtime.beginClose();
  }

  /** Commits and stops, within the timeout since {@link #beginClose}. */
  @Override
  public void close() {
    Duration since =
        closingSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - closingSince);
    Duration left = closeTimeout.minus(since);
    runtime.close(left.isNegative() ? Duration.ZERO : left);
    rebalances.close();
  }
}
