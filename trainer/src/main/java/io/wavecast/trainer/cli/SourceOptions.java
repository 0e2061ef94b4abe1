package io.wavecast.trainer.cli;

import picocli.CommandLine.Option;

/** The cluster of {@code --data kafka://TOPIC}. */
final class SourceOptions {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "With kafka://: the cluster. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers = "localhost:9092";

  RecordedSource source(String data) {
    return new RecordedSource(data, bootstrapServers);
  }

  CommandText appendTo(CommandText command, boolean isTopic) {
    return command.with("--bootstrap-servers", isTopic ? bootstrapServers : null);
  }
}
