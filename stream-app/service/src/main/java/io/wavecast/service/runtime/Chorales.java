package io.wavecast.service.runtime;

import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.kafkastreams.ChoraleTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.http.Health;
import io.wavecast.service.metrics.Telemetry;
import java.time.Instant;
import java.util.Properties;

/** The stream from chorale requests to notes in this process, with a consumer group of its own. */
final class Chorales implements AutoCloseable {
  /** What the name of its consumer group ends with. */
  private static final String GROUP = "-chorales";

  private final OnnxComposer composer;
  private final StreamsRuntime runtime;

  private Chorales(OnnxComposer composer, StreamsRuntime runtime) {
    this.composer = composer;
    this.runtime = runtime;
  }

  /**
   * Loads the model and begins to read.
   *
   * @param properties of the forecasts' stream
   * @throws io.wavecast.onnx.file.ModelFileException when the model is absent, foreign or broken
   */
  static Chorales start(
      ServiceConfig config,
      StreamSettings settings,
      Properties properties,
      Telemetry telemetry,
      Health health) {
    OnnxComposer composer =
        OnnxComposer.open(ComposerFile.of(config.chorales().model()), config.models().device());
    try {
      Properties own = new Properties();
      own.putAll(properties);
      own.put("num.stream.threads", "1"); // the model runs on one at a time
      own.put("poll.ms", "5"); // composing goes on between polls
      own.putAll(config.kafka().asMap());
      own.put("application.id", config.engine().applicationId() + GROUP);
      StreamsRuntime runtime =
          new StreamsRuntime(
              ChoraleTopology.build(
                  config.chorales().topics(),
                  composer,
                  settings.maxRecordBytes(),
                  telemetry.metrics(),
                  System::nanoTime),
              own,
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
