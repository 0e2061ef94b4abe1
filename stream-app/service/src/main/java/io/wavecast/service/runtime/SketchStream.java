package io.wavecast.service.runtime;

import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.kafkastreams.SketchTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import io.wavecast.schemas.sketch.SketchTopics;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.config.SketchConfig;
import io.wavecast.service.http.Health;
import io.wavecast.service.metrics.Telemetry;
import java.time.Instant;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream from sketches to labels in this process, with a consumer group of its own. */
final class SketchStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SketchStream.class);

  /** What the name of its consumer group ends with. */
  private static final String GROUP = "-sketches";

  private final OnnxSketchClassifier classifier;
  private final StreamsRuntime runtime;

  private SketchStream(OnnxSketchClassifier classifier, StreamsRuntime runtime) {
    this.classifier = classifier;
    this.runtime = runtime;
  }

  /**
   * Loads the classifier and begins to read.
   *
   * @param properties of the forecasts' stream
   * @throws io.wavecast.onnx.file.ModelFileException when the model is absent, foreign or broken
   */
  static SketchStream start(
      ServiceConfig config,
      SketchTopics topics,
      StreamSettings settings,
      Properties properties,
      Telemetry telemetry,
      Health health) {
    SketchConfig sketches = config.sketches();
    SketchFile file = sketches.model().map(SketchFile::read).orElseGet(SketchFile::shipped);
    OnnxSketchClassifier classifier = OnnxSketchClassifier.open(file, config.models().device());
    classifier.fallback().ifPresent(why -> LOG.info("model {}: {}", file.model().name(), why));
    try {
      SketchSettings own =
          new SketchSettings(
              topics,
              settings.latePolicy(),
              settings.maxBatch(),
              settings.linger(),
              sketches.kept(),
              settings.maxRecordBytes());
      Properties named = new Properties();
      named.putAll(properties);
      named.put("application.id", config.engine().applicationId() + GROUP);
      StreamsRuntime runtime =
          new StreamsRuntime(
              SketchTopology.build(own, classifier, telemetry.metrics(), System::nanoTime),
              named,
              Instant::now);
      telemetry.bind(runtime.streams());
      health.add("sketches", () -> Stream.readiness(runtime));
      runtime.start();
      return new SketchStream(classifier, runtime);
    } catch (RuntimeException e) {
      classifier.close();
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
    classifier.close();
  }
}
