package io.wavecast.service.runtime;

import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.engine.StreamSettings.LatePolicy;
import io.wavecast.kafkastreams.ChoraleTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.ComposerFile;
import io.wavecast.onnx.OnnxComposer;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.http.Health;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.topics.TopicAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream from chorale requests to notes, with its topics and its model, in this process. */
final class Chorales implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chorales.class);
  private static final Duration CLUSTER_TIMEOUT = Duration.ofSeconds(8);

  /** A poll that waits longer would hold up composing: it goes on between polls. */
  private static final Duration POLL = Duration.ofMillis(5);

  private final OnnxComposer composer;
  private final StreamsRuntime runtime;

  private Chorales(OnnxComposer composer, StreamsRuntime runtime) {
    this.composer = composer;
    this.runtime = runtime;
  }

  /**
   * Makes absent topics, loads the model and begins to read.
   *
   * @throws io.wavecast.service.topics.TopicException when no cluster answers
   * @throws io.wavecast.onnx.ModelFileException when the model is absent, foreign or broken
   */
  static Chorales start(ServiceConfig config, Telemetry telemetry, Health health) {
    OnnxComposer composer = OnnxComposer.open(ComposerFile.of(config.chorales().model()));
    try {
      StreamSettings settings =
          new StreamSettings(
              config.topics().names(),
              config.format(),
              LatePolicy.DROP,
              composer.maxBatch(),
              POLL,
              prepareTopics(config));
      StreamsRuntime runtime =
          new StreamsRuntime(
              ChoraleTopology.build(
                  config.chorales().topics(),
                  composer,
                  settings.maxRecordBytes(),
                  telemetry.metrics(),
                  System::nanoTime),
              StreamsRuntime.properties(
                  config.engine().applicationId() + "-chorales",
                  config.engine().stateDir(),
                  settings,
                  overrides(config)),
              Instant::now);
      telemetry.bind(runtime.streams());
      health.add("chorales", () -> Stream.readiness(runtime));
      runtime.start();
      return new Chorales(composer, runtime);
    } catch (RuntimeException e) {
      composer.close();
      throw e;
    }
  }

  private static int prepareTopics(ServiceConfig config) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), CLUSTER_TIMEOUT)) {
      for (TopicAdmin.Finding finding : admin.ensure(config.chorales().specs(config.topics()))) {
        if (finding.status() == TopicAdmin.Status.DIFFERS) {
          LOG.warn("topic {}", finding.line());
        }
      }
      return config
          .kafka()
          .largestRecord(admin.maxRecordBytes(config.topics().names().deadLetters()));
    }
  }

  /** One thread: the model runs on one at a time. */
  private static Map<String, String> overrides(ServiceConfig config) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("num.stream.threads", "1");
    config
        .topics()
        .replication()
        .ifPresent(n -> overrides.put("replication.factor", Integer.toString(n)));
    overrides.putAll(config.kafka().asMap());
    return overrides;
  }

  StreamsRuntime runtime() {
    return runtime;
  }

  /** Commits what is done and stops. */
  @Override
  public void close() {
    runtime.close();
    composer.close();
  }
}
