package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.KafkaFiles;
import io.wavecast.config.PipelineModules;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.service.config.KafkaNames;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.logging.Logging;
import io.wavecast.service.runtime.AdminEndpoint;
import io.wavecast.service.runtime.ClusterWait;
import io.wavecast.service.runtime.ShutdownSignal;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code wavecast console}: the console without a pipeline. */
@Command(
    name = "console",
    description =
        "Serves the console alone, over the topics that 'serve' or a Flink job writes, until"
            + " Ctrl-C.")
final class ConsoleCommand extends ConfiguredCommand {
  ConsoleCommand() {
    super(
        Stream.concat(
                PipelineModules.groups().stream(),
                Stream.of(
                    Group.KAFKA,
                    Group.TOPICS,
                    Group.SCHEMAS,
                    Group.WINDOWS,
                    Group.DEVIATIONS,
                    Group.CALENDAR,
                    Group.INCIDENTS,
                    Group.HTTP,
                    Group.CLIENT_TLS))
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    KafkaNames.warnings(config.kafka().properties().keySet()).forEach(Logging::warn);
    KafkaFiles.require(config.kafka().properties());
    try (ShutdownSignal shutdown = ShutdownSignal.ofService();
        AdminEndpoint admin = AdminEndpoint.ofConsole(config)) {
      admin.startedAlone(config, TopicFormats.of(config.settings()), ClusterWait.until(shutdown));
      tell(
          "console of %s at %s on %s"
              .formatted(
                  config.topics().deviations(), config.kafka().bootstrapServers(), admin.url()));
      shutdown.await();
    }
    return 0;
  }
}
