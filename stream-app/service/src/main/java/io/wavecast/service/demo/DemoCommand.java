package io.wavecast.service.demo;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.broker.demo.LiveFeed;
import io.wavecast.config.AlertKeys;
import io.wavecast.config.ConsolePage;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.Group;
import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.IncidentKeys;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.Keys;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.service.cli.ConfiguredCommand;
import io.wavecast.service.cli.StatusLines;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.produce.ObservationProducer;
import io.wavecast.service.runtime.AdminEndpoint;
import io.wavecast.service.runtime.ClusterWait;
import io.wavecast.service.runtime.Pipelines;
import io.wavecast.service.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast demo}: broker, live series, service and console in one process. */
@Command(
    name = "demo",
    description = {
      "Runs everything on this machine until Ctrl-C: a Kafka broker on 127.0.0.1, this machine's"
          + " metrics and waves as live series, their forecasts, incidents, and the console. After a"
          + " minute one wave has a fault for 30 s."
    })
final class DemoCommand extends ConfiguredCommand {
  private static final String RETENTION_BYTES = "256m";

  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** What lasts for less than 25 s is no news of a machine or its JVM. */
  private static final String RULES =
      "[host host.* min-breaches=25 window=30 min-relative=0.05,"
          + " jvm jvm.* min-breaches=25 window=30 min-relative=0.05]";

  @Option(
      names = "--duration",
      paramLabel = "<duration>",
      description = "End after this time, e.g. 30s or 5m. Default: never.")
  private Duration duration = Duration.ofDays(36_500);

  @Option(
      names = "--inject-fault",
      paramLabel = "<duration>",
      description =
          "After this time, shift series wave.1 for 30 s, 0s: never. A series alerts by its score"
              + " after its first 60 values. Default: 60s")
  private Duration fault = Duration.ofSeconds(60);

  @Mixin private final BrokerOptions port = new BrokerOptions();

  @Option(
      names = "--waves",
      paramLabel = "<integer>",
      description = "Number of waves to generate, 0..10000. Default: ${DEFAULT-VALUE}")
  private int waves = 4;

  @Option(
      names = "--interval",
      paramLabel = "<duration>",
      description = "Time between two values of a wave, 20ms..1m. Default: 200ms")
  private Duration interval = Duration.ofMillis(200);

  DemoCommand() {
    super(
        Keys.GROUPS.stream()
            .filter(group -> !group.equals(Group.KAFKA))
            .collect(Collectors.toSet()));
  }

  @Override
  public Integer call() {
    if (waves < 0 || waves > 10_000) {
      throw new UsageException("--waves must be in 0..10000, got: " + waves);
    }
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new UsageException(
          "--interval must be in 20ms..1m, got: " + Durations.format(interval));
    }
    Settings settings = asDemo(settings());
    ObservationProducer.requireJson(settings, false);
    ServiceConfig given = ServiceConfig.of(settings);
    tell("starting, data in " + given.get(EngineKeys.DATA_DIR).toAbsolutePath());
    try (ShutdownSignal shutdown =
            ShutdownSignal.ofService(given.get(EngineKeys.SHUTDOWN_TIMEOUT));
        AdminEndpoint admin = AdminEndpoint.start(given);
        EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(given.dataDir("broker"), port.port()))) {
      Settings running = settings.with(KafkaKeys.BOOTSTRAP_SERVERS, broker.bootstrapServers());
      run(ServiceConfig.of(running), shutdown, admin);
    }
    return 0;
  }

  @SuppressWarnings("try") // the feed runs on its own thread
  private void run(ServiceConfig config, ShutdownSignal shutdown, AdminEndpoint admin) {
    String observations = config.topics().observations();
    TopicFormats formats = TopicFormats.of(config.settings());
    try (Pipelines pipelines = Pipelines.start(config, admin, ClusterWait.none(), formats);
        ObservationProducer producer = new ObservationProducer(config.kafka(), observations);
        LiveFeed feed =
            LiveFeed.start(
                waves,
                interval,
                Optional.of(fault).filter(after -> !after.isZero()),
                producer::send,
                DaemonThreads.scheduler("live-feed"))) {
      admin.telemetry().bind(producer.client());
      admin.started(config, formats, true);
      tell("Kafka on " + config.kafka().bootstrapServers());
      tell("console on " + admin.url());
      if (!fault.isZero()) {
        tell(
            "wave.1 has a fault of 30 s in %d s, which alerts: %s/#wave.1"
                .formatted(fault.toSeconds(), admin.url()));
      }
      tell(
          "see forecasts with: kcat -b %s -t %s -C -o end"
              .formatted(config.kafka().bootstrapServers(), config.topics().forecasts()));
      new StatusLines().run(admin, shutdown, pipelines, duration);
    }
  }

  /**
   * Limits topics that have no limit, joins alerts to incidents, enables the pipelines that have a
   * page on the console, and lets metrics of the machine alert when they deviate for longer than a
   * moment. As a static member, a start after kill -9 need not wait for the end of the killed one's
   * session.
   */
  static Settings asDemo(Settings given) {
    Settings demo = given;
    if (!given.has(IncidentKeys.ENABLED)) {
      demo = demo.with(IncidentKeys.ENABLED, "true");
    }
    for (ConsolePage page : PipelineModules.pages()) {
      if (!given.has(page.enabled())) {
        demo = demo.with(page.enabled(), "true");
      }
    }
    if (!given.has(TopicKeys.RETENTION_BYTES)) {
      demo = demo.with(TopicKeys.RETENTION_BYTES, RETENTION_BYTES);
    }
    if (!given.has(AlertKeys.RULES)) {
      demo = demo.with(AlertKeys.RULES, RULES);
    }
    return given.get(GroupKeys.PROTOCOL) == GroupProtocol.CLASSIC
        ? demo.withDefault("group.instance.id", "demo")
        : demo;
  }
}
