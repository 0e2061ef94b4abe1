package io.wavecast.flink.cli;

import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.flink.models.ComposerModel;
import io.wavecast.flink.models.ModelFiles;
import io.wavecast.flink.models.SentModel;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.music.ChoraleSettings;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how the job composes chorales, under the same names as those of the service. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class ChoraleOptions {
  @Option(
      names = "--chorales-enabled",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "false",
      description =
          "Whether the job composes chorales, beside the forecasts. Default: ${DEFAULT-VALUE}")
  private boolean enabled;

  @Option(
      names = "--chorales-model",
      paramLabel = "chorale|FILE|URL[#sha256=HEX]",
      defaultValue = ComposerFile.SHIPPED,
      description =
          "Which model composes: the shipped one, or an ONNX file, which travels with the job."
              + " Default: ${DEFAULT-VALUE}")
  private String model;

  @Option(
      names = "--chorales-requests",
      paramLabel = "TOPIC",
      description = "Topic for requests, where it is not the prefix and 'chorale-requests'.")
  private @Nullable String requests;

  @Option(
      names = "--chorales-notes",
      paramLabel = "TOPIC",
      description = "Topic for notes, where it is not the prefix and 'chorale-notes'.")
  private @Nullable String notes;

  /** The topic to read; empty when no chorales are composed. */
  Optional<String> input(String prefix) {
    return enabled
        ? Optional.of(requests == null ? ChoraleTopics.withPrefix(prefix).requests() : requests)
        : Optional.empty();
  }

  /**
   * Fetches and checks the model file, and adds it to the job.
   *
   * @param stream what the forecasts are told
   * @param prefix of the topics
   * @return empty when no chorales are composed
   */
  Optional<ChoraleJob> job(StreamSettings stream, String prefix, StreamExecutionEnvironment env) {
    if (!enabled) {
      return Optional.empty();
    }
    ChoraleTopics named = ChoraleTopics.withPrefix(prefix);
    ChoraleSettings settings =
        new ChoraleSettings(
            new ChoraleTopics(
                requests == null ? named.requests() : requests,
                notes == null ? named.notes() : notes,
                stream.topics().deadLetters()),
            stream.maxRecordBytes());
    SentModel sent = model.equals(ComposerFile.SHIPPED) ? null : ModelFiles.composer(model, env);
    return Optional.of(new ChoraleJob(settings, new ComposerModel(sent)));
  }
}
