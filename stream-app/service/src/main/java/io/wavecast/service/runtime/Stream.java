package io.wavecast.service.runtime;

import io.wavecast.config.ConfigException;
import io.wavecast.config.Guarantee;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafkastreams.ForecastTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.service.config.EngineConfig;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.delivery.AlertDeliveries;
import io.wavecast.service.http.Health;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.topics.TopicAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream from observations to forecasts, with its topics and its models, in this process. */
public final class Stream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
  private static final Duration CLUSTER_TIMEOUT = Duration.ofSeconds(8);

  private final ModelRepository models;
  private final StreamsRuntime runtime;
  private final AlertDeliveries deliveries;
  private final ClusterProbe probe;
  private final Optional<Chorales> chorales;
  private final Optional<SketchStream> sketches;

  private Stream(
      ModelRepository models,
      StreamsRuntime runtime,
      AlertDeliveries deliveries,
      ClusterProbe probe,
      Optional<Chorales> chorales,
      Optional<SketchStream> sketches) {
    this.models = models;
    this.runtime = runtime;
    this.deliveries = deliveries;
    this.probe = probe;
    this.chorales = chorales;
    this.sketches = sketches;
  }

  /**
   * Makes absent topics, loads the models and begins to read.
   *
   * @param telemetry told of everything
   * @param health gets a check of the stream
   * @throws io.wavecast.service.topics.TopicException when no cluster answers
   * @throws io.wavecast.onnx.file.ModelFileException when a model is absent, foreign or broken
   */
  public static Stream start(ServiceConfig config, Telemetry telemetry, Health health) {
    ModelRepository models =
        Models.open(config.models(), config.engine().level(), telemetry.metrics());
    Optional<Chorales> chorales = Optional.empty();
    Optional<SketchStream> sketches = Optional.empty();
    try {
      StreamSettings settings = settings(config, prepareTopics(config));
      Properties properties = properties(config, settings);
      StreamsRuntime runtime =
          new StreamsRuntime(
              topology(config, settings, models, telemetry.metrics()), properties, Instant::now);
      AlertDeliveries deliveries = deliveries(config, telemetry.metrics());
      telemetry.bind(runtime.streams());
      health.add("stream", () -> readiness(runtime));
      if (config.chorales().enabled()) {
        chorales = Optional.of(Chorales.start(config, settings, properties, telemetry, health));
      }
      sketches =
          config
              .topics()
              .sketches()
              .map(t -> SketchStream.start(config, t, settings, properties, telemetry, health));
      ClusterProbe probe = ClusterProbe.start(config.kafka());
      health.add("Kafka", probe::problem);
      runtime.start();
      return new Stream(models, runtime, deliveries, probe, chorales, sketches);
    } catch (RuntimeException e) {
      sketches.ifPresent(SketchStream::close);
      chorales.ifPresent(Chorales::close);
      models.close();
      throw e;
    }
  }

  /** Makes absent topics and tells the largest record that can be set aside, bytes. */
  private static int prepareTopics(ServiceConfig config) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), CLUSTER_TIMEOUT)) {
      List<TopicAdmin.Finding> findings = admin.ensure(config.topicSpecs());
      for (TopicAdmin.Finding finding : findings) {
        if (finding.status() == TopicAdmin.Status.DIFFERS) {
          LOG.warn("topic {}", finding.line());
        }
      }
      return config
          .kafka()
          .largestRecord(admin.maxRecordBytes(config.topics().names().deadLetters()));
    }
  }

  private static StreamSettings settings(ServiceConfig config, int maxRecordBytes) {
    EngineConfig engine = config.engine();
    return new StreamSettings(
        config.topics().names(),
        config.format(),
        engine.latePolicy(),
        engine.batchSize(),
        engine.linger(),
        maxRecordBytes);
  }

  private static Topology topology(
      ServiceConfig config, StreamSettings settings, ModelRepository models, Metrics metrics) {
    EngineConfig engine = config.engine();
    return ForecastTopology.build(
        settings,
        engine.cacheBytes() > 0,
        new SeriesStep(
            config.windows(), config.deviations(), config.alerts(), engine.level(), metrics),
        () ->
            new BatchForecaster(
                models, engine.level(), engine.batchSize(), metrics, System::nanoTime),
        metrics,
        System::nanoTime);
  }

  private static Properties properties(ServiceConfig config, StreamSettings settings) {
    EngineConfig engine = config.engine();
    Map<String, String> overrides = new HashMap<>();
    overrides.put("num.stream.threads", Integer.toString(engine.threads()));
    overrides.put("statestore.cache.max.bytes", Long.toString(engine.cacheBytes()));
    config
        .topics()
        .replication()
        .ifPresent(n -> overrides.put("replication.factor", Integer.toString(n)));
    if (engine.guarantee() == Guarantee.AT_LEAST_ONCE) {
      overrides.put("processing.guarantee", "at_least_once");
    }
    overrides.putAll(config.kafka().asMap());
    return StreamsRuntime.properties(
        engine.applicationId(), engine.stateDir(), settings, overrides);
  }

  private static AlertDeliveries deliveries(ServiceConfig config, Metrics metrics) {
    try {
      return AlertDeliveries.start(
          config.delivery(),
          config.kafka().client(),
          config.engine().applicationId(),
          config.topics().names().alerts(),
          metrics);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("delivery: " + e.getMessage(), e);
    }
  }

  static Optional<String> readiness(StreamsRuntime runtime) {
    if (runtime.isReady()) {
      return Optional.empty();
    }
    return Optional.of(runtime.isLive() ? "is starting" : "has stopped");
  }

  /**
   * Requires that the stream has not ended by itself.
   *
   * @throws FailureException that says what ended it
   */
  public void requireRunning() {
    require("the stream", runtime.stopped());
    chorales.ifPresent(c -> require("the stream of chorales", c.runtime().stopped()));
    sketches.ifPresent(s -> require("the stream of sketches", s.runtime().stopped()));
  }

  static void require(String what, CompletableFuture<Optional<Throwable>> stopped) {
    if (stopped.isDone()) {
      Throwable failure =
          stopped
              .join()
              .orElseGet(
                  () -> new IllegalStateException("Kafka Streams ended it without a reason"));
      throw new FailureException(what + " has stopped: " + Throwables.causes(failure), failure);
    }
  }

  /** Commits what is done and stops. */
  @Override
  public void close() {
    probe.close();
    deliveries.close();
    chorales.ifPresent(Chorales::close);
    sketches.ifPresent(SketchStream::close);
    runtime.close();
    models.close();
  }
}
