package io.wavecast.flink.cli;

import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.flink.models.ModelFiles;
import io.wavecast.flink.models.SentModel;
import io.wavecast.flink.models.SketchModel;
import io.wavecast.flink.sketch.SketchJob;
import io.wavecast.onnx.run.Device;
import io.wavecast.schemas.sketch.SketchTopics;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how the job labels sketches, under the same names as those of the service. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class SketchOptions {
  @Option(
      names = "--sketches-enabled",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "false",
      description =
          "Whether the job labels sketches, beside the forecasts. Default: ${DEFAULT-VALUE}")
  private boolean enabled;

  @Option(
      names = "--sketches-model",
      paramLabel = "FILE|URL[#sha256=HEX]",
      description =
          "ONNX file of a sketch classifier, which travels with the job; none: the shipped one, of"
              + " 20 classes.")
  private @Nullable String model;

  @Option(
      names = "--sketches-keep",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Texts.Durations.class,
      description =
          "How long a drawing is remembered after its newest sketch, by the sketches' own time."
              + " Default: ${DEFAULT-VALUE}")
  private Duration kept;

  @Option(
      names = "--topics-sketches",
      paramLabel = "TOPIC",
      description = "Topic for sketches, where it is not the prefix and 'sketches'.")
  private @Nullable String sketches;

  @Option(
      names = "--topics-sketch-labels",
      paramLabel = "TOPIC",
      description = "Topic for labels, where it is not the prefix and 'sketch-labels'.")
  private @Nullable String labels;

  /** The topic to read; empty when no sketches are labelled. */
  Optional<String> input(String prefix) {
    return enabled
        ? Optional.of(sketches == null ? SketchTopics.withPrefix(prefix).sketches() : sketches)
        : Optional.empty();
  }

  /**
   * Fetches and checks the model file, and adds it to the job.
   *
   * @param stream what the forecasts are told
   * @param prefix of the topics
   * @return empty when no sketches are labelled
   */
  Optional<SketchJob> job(
      StreamSettings stream, String prefix, Device device, StreamExecutionEnvironment env) {
    if (!enabled) {
      return Optional.empty();
    }
    SketchTopics named = SketchTopics.withPrefix(prefix);
    SketchSettings settings =
        new SketchSettings(
            new SketchTopics(
                sketches == null ? named.sketches() : sketches,
                labels == null ? named.labels() : labels,
                stream.topics().deadLetters()),
            stream.latePolicy(),
            stream.maxBatch(),
            stream.linger(),
            kept,
            stream.maxRecordBytes());
    SentModel sent = model == null ? null : ModelFiles.sketches(model, env);
    return Optional.of(new SketchJob(settings, new SketchModel(sent, device)));
  }
}
