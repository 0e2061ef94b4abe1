package io.wavecast.flink.cli;

import io.wavecast.schemas.forecast.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which topics, under the same names as those of the service. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class TopicOptions {
  @Option(
      names = "--topics-prefix",
      paramLabel = "TEXT",
      defaultValue = Topics.DEFAULT_PREFIX,
      description =
          "Goes before the name of each topic that is not set itself. Default: ${DEFAULT-VALUE}")
  private String prefix;

  @Option(
      names = "--topics-observations",
      paramLabel = "TOPIC",
      description = "Topic to read, where it is not the prefix and 'observations'.")
  private @Nullable String observations;

  @Option(
      names = "--topics-forecasts",
      paramLabel = "TOPIC",
      description = "Topic for forecasts, where it is not the prefix and 'forecasts'.")
  private @Nullable String forecasts;

  @Option(
      names = "--topics-deviations",
      paramLabel = "TOPIC",
      description = "Topic for deviations, where it is not the prefix and 'deviations'.")
  private @Nullable String deviations;

  @Option(
      names = "--topics-alerts",
      paramLabel = "TOPIC",
      description = "Topic for alerts, where it is not the prefix and 'alerts'.")
  private @Nullable String alerts;

  @Option(
      names = "--topics-dead-letters",
      paramLabel = "TOPIC",
      description = "Topic for what can't be read, where it is not the prefix and 'dead-letters'.")
  private @Nullable String deadLetters;

  String prefix() {
    return prefix;
  }

  Topics topics() {
    Topics named = Topics.withPrefix(prefix);
    return new Topics(
        or(observations, named.observations()),
        or(forecasts, named.forecasts()),
        or(deviations, named.deviations()),
        or(alerts, named.alerts()),
        or(deadLetters, named.deadLetters()));
  }

  private static String or(@Nullable String given, String named) {
    return given == null ? named : given;
  }
}
