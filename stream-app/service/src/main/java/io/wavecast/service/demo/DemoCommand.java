package io.wavecast.service.demo;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.broker.demo.LiveFeed;
import io.wavecast.config.AlertKeys;
import io.wavecast.config.DemoKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.Group;
import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.ModelKeys;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast demo}: broker, live series, service and console in one process. */
@Command(
    name = "demo",
    description = {
      "Runs everything on this machine until Ctrl-C: a Kafka broker on 127.0.0.1, this machine's"
          + " metrics and waves as live series, their forecasts, and the console."
    })
final class DemoCommand extends ConfiguredCommand {
  private static final String RETENTION_BYTES = "256m";

  /** What lasts for less than five seconds is no news of a machine or its JVM. */
  private static final String RULES =
      "host host.* min-breaches=25 window=30 min-relative=0.05,"
          + "jvm jvm.* min-breaches=25 window=30 min-relative=0.05";

  @Option(
      names = "--duration",
      paramLabel = "<duration>",
      description = "End after this time, e.g. 30s or 5m. Default: never.")
  private Duration duration = Duration.ofDays(36_500);

  @Option(
      names = "--inject-fault",
      paramLabel = "<duration>",
      description =
          "After this time, shift series wave.1 for 30 s. A series alerts after its first 100"
              + " values. Default: never.")
  private Optional<Duration> fault = Optional.empty();

  DemoCommand() {
    super(EnumSet.complementOf(EnumSet.of(Group.KAFKA)));
  }

  @Override
  public Integer call() {
    Settings settings = asDemo(settings());
    ObservationProducer.requireJson(settings);
    ServiceConfig given = ServiceConfig.of(settings);
    tell("starting, data in " + given.get(EngineKeys.DATA_DIR).toAbsolutePath());
    try (ShutdownSignal shutdown =
            ShutdownSignal.ofService(given.get(EngineKeys.SHUTDOWN_TIMEOUT));
        AdminEndpoint admin = AdminEndpoint.start(given);
        EmbeddedBroker broker =
            EmbeddedBroker.start(
                new BrokerSettings(given.dataDir("broker"), given.get(DemoKeys.BROKER_PORT)))) {
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
                config.get(DemoKeys.WAVES),
                config.get(DemoKeys.INTERVAL),
                fault,
                producer::send,
                DaemonThreads.scheduler("live-feed"))) {
      admin.telemetry().bind(producer.client());
      admin.started(config, formats);
      tell("Kafka on " + config.kafka().bootstrapServers());
      tell("console on " + admin.url());
      tell(
          "see forecasts with: kcat -b %s -t %s -C -o end"
              .formatted(config.kafka().bootstrapServers(), config.topics().forecasts()));
      new StatusLines().run(admin, shutdown, pipelines, duration);
    }
  }

  /**
   * Limits topics that have no limit, routes waves to a model that was trained on waves, and lets
   * metrics of the machine alert when they deviate for longer than a moment. As a static member, a
   * start after kill -9 need not wait for the end of the killed one's session.
   */
  static Settings asDemo(Settings given) {
    List<String> routes = new ArrayList<>(given.get(ModelKeys.ROUTES));
    routes.add("wave.*=lstm");
    Settings demo = given.with(ModelKeys.ROUTES, String.join(",", routes));
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
