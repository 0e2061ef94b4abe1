package io.wavecast.service.cli;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Group;
import io.wavecast.config.KafkaFiles;
import io.wavecast.config.Keys;
import io.wavecast.config.LikeEntries;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.RulePatterns;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.Glob;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.service.config.KafkaNames;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.logging.Logging;
import io.wavecast.service.runtime.AdminEndpoint;
import io.wavecast.service.runtime.ClusterWait;
import io.wavecast.service.runtime.DryRun;
import io.wavecast.service.runtime.Pipelines;
import io.wavecast.service.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast serve}: the service against a cluster. */
@Command(
    name = "serve",
    description = "Forecasts every series of the observations topic, until Ctrl-C.")
final class ServeCommand extends ConfiguredCommand {
  /** The settings of the service. */
  static final Set<Group> GROUPS = Set.copyOf(Keys.GROUPS);

  @Option(
      names = "--dry-run",
      description =
          "Check settings, models and files, print the settings with their sources as a"
              + " configuration file, and end. If something is wrong, the exit code is that of a"
              + " start. Reaches no cluster: 'topics check' does.")
  private boolean dryRun;

  ServeCommand() {
    super(GROUPS);
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    KafkaNames.warnings(config.kafka().properties().keySet()).forEach(Logging::warn);
    RulePatterns.warnings(config.settings()).forEach(Logging::warn);
    LikeEntries.warnings(config.settings()).forEach(Logging::warn);
    KafkaFiles.require(config.kafka().properties());
    config.settings().requireFiles();
    if (dryRun) {
      DryRun.check(config);
      print(config.settings().yaml());
      tell("ok, a start would take these settings");
      return 0;
    }
    TopicFormats formats = TopicFormats.of(config.settings());
    Duration grace = config.get(EngineKeys.SHUTDOWN_TIMEOUT);
    try (ShutdownSignal shutdown = ShutdownSignal.ofService(grace);
        AdminEndpoint admin = AdminEndpoint.start(config);
        Pipelines pipelines =
            Pipelines.start(config, admin, ClusterWait.until(shutdown), formats)) {
      admin.started(config, formats, false);
      tell(
          "from %s to %s at %s, console %s"
              .formatted(
                  inputs(config),
                  config.topics().forecasts(),
                  config.kafka().bootstrapServers(),
                  admin.url()));
      new StatusLines().run(admin, shutdown, pipelines, Duration.ofDays(36_500));
    }
    return 0;
  }

  /** The topics, or their patterns, that records come from. */
  private static String inputs(ServiceConfig config) {
    return PipelineSettings.inputs(config.settings(), StreamSettings.DEFAULT_MAX_RECORD_BYTES)
        .map(
            spec ->
                Stream.concat(
                        spec.io().inputs().stream(),
                        spec.io().pattern().included().stream().map(Glob::pattern))
                    .collect(Collectors.joining(", ")))
        .orElse(config.topics().observations());
  }
}
