package io.wavecast.service.runtime;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.ModelOpener;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.TopicPattern;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.calendar.CalendarFollower;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.kafka.topics.StartTopics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.delivery.AlertDeliveries;
import io.wavecast.service.http.Health;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.state.StateMemory;
import io.wavecast.service.topics.Growth;
import io.wavecast.service.topics.InternalTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipelines of this process, with their topics and models, the delivery of alerts and the check
 * of the cluster. Parts are closed in reverse order, also when one of them fails to start.
 */
public final class Pipelines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);
  private static final Duration CLUSTER_TIMEOUT = Duration.ofSeconds(8);

  /** Of the shutdown timeout, what is left for everything but the streams. */
  private static final Duration OTHER_PARTS = Duration.ofSeconds(1);

  private final ServiceConfig config;
  private final Telemetry telemetry;
  private final Health health;
  private final ClusterWait wait;
  private final GroupSettings group;
  private final TopicFormats formats;
  private @Nullable ClusterCheck cluster;
  private final Parts parts = new Parts();
  private final List<StreamPart> streams = new ArrayList<>();
  private final ExecutorService entering = DaemonThreads.scheduler("group-entry");
  private final List<Future<?>> entries = new ArrayList<>();

  private Pipelines(
      ServiceConfig config, AdminEndpoint admin, ClusterWait wait, TopicFormats formats) {
    this.config = config;
    this.wait = wait;
    this.group = new GroupSettings(config.settings());
    this.formats = formats;
    this.telemetry = admin.telemetry();
    this.health = admin.health();
  }

  /**
   * Creates absent topics, loads the models and starts the pipelines.
   *
   * @param admin reports metrics, and gets a check of each pipeline and of the cluster
   * @param wait what to do while no cluster answers
   * @param formats how topics are written
   * @throws io.wavecast.kafka.topics.NoAnswerException when no cluster answers
   * @throws FailureException when the data directory cannot be written, the cluster refuses, e.g.
   *     these credentials
   * @throws io.wavecast.onnx.file.ModelFileException when a model is absent or refused
   */
  public static Pipelines start(
      ServiceConfig config, AdminEndpoint admin, ClusterWait wait, TopicFormats formats) {
    Pipelines pipelines = new Pipelines(config, admin, wait, formats);
    try {
      pipelines.start();
    } catch (RuntimeException e) {
      try {
        pipelines.parts.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
    return pipelines;
  }

  private void start() {
    StateDisk.require(config.get(EngineKeys.DATA_DIR));
    StreamProperties.require(config, group);
    parts.add(entering::shutdownNow);
    ModelRepository models = parts.add(Models.open(config, telemetry.metrics()));
    Settings settings = config.settings();
    AlertDeliveries deliveries = parts.add(AlertDeliveries.open(settings, telemetry.metrics()));
    health.ready().add("Kafka", wait::problem);
    health
        .live()
        .add("clock", new ClockCheck(System::currentTimeMillis, System::nanoTime)::problem);
    health.ready().add("state", () -> StateDisk.problem(config.dataDir("state")));
    parts.add(telemetry.metrics().gauge(Metric.STATE_MEMORY, StateMemory::used));
    int maxRecordBytes = wait.until(this::prepareTopics);
    formats.prepare(LOG::warn);
    health.ready().add("schema registry", formats::problem);
    deliveries.start(formats.events());
    Properties properties = StreamProperties.of(config, maxRecordBytes, group);
    ModelOpener opener = new Models.Opener(config, models, parts);
    for (PipelineModule<?> module : PipelineModules.ALL) {
      addIfEnabled(module, maxRecordBytes, opener, properties);
    }
    ClusterCheck check = parts.add(ClusterCheck.start(config));
    cluster = check;
    health.ready().add("Kafka", check::silence);
    health.ready().add("topics", check::topics);
    wait.until(this::entered);
    streams.forEach(StreamPart::start);
  }

  private <M> void addIfEnabled(
      PipelineModule<M> module, int maxRecordBytes, ModelOpener opener, Properties properties) {
    module
        .spec(config.settings(), maxRecordBytes)
        .ifPresent(spec -> add(module, followed(spec), module.model(opener), properties));
  }

  /** The pipeline of forecasts with the entries on the calendar topic, where these are enabled. */
  @SuppressWarnings("unchecked") // with other calendars they are still forecasts
  private <I, M> PipelineSpec<I, M> followed(PipelineSpec<I, M> spec) {
    if (!(spec instanceof ForecastSpec forecasts)) {
      return spec;
    }
    List<CalendarEntry> configured = forecasts.calendars().current().entries();
    ForecastSpec followed =
        PipelineSettings.followedCalendar(config.settings())
            .map(
                topic ->
                    parts.add(
                        CalendarFollower.start(
                            config.kafka().asMap(),
                            topic,
                            configured,
                            telemetry.metrics(),
                            LOG::warn)))
            .map(follower -> forecasts.withCalendars(follower::current))
            .orElseGet(
                () ->
                    forecasts.withCalendars(
                        CalendarFollower.configured(configured, telemetry.metrics(), LOG::warn)));
    return (PipelineSpec<I, M>) followed;
  }

  /** Waits until the groups are prepared. The other parts start in the meantime. */
  private int entered() {
    try {
      for (Future<?> entry : entries) {
        entry.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return entries.size();
  }

  private <I, M> void add(
      PipelineModule<M> module, PipelineSpec<I, M> spec, M model, Properties properties) {
    String name = module.name();
    Properties own = new Properties();
    own.putAll(properties);
    own.put("application.id", config.get(EngineKeys.APPLICATION_ID) + module.groupSuffix());
    Map<String, String> given = config.kafka().asMap();
    module
        .streamsProperties()
        .forEach((property, value) -> own.put(property, given.getOrDefault(property, value)));
    if (!spec.io().pattern().isNone()) {
      // new topics are noticed with the next metadata
      own.putIfAbsent("metadata.max.age.ms", Long.toString(TopicPattern.DISCOVERY.toMillis()));
    }
    entries.add(entering.submit(() -> group.prepare(own, telemetry.metrics())));
    StreamPart stream =
        new StreamPart(
            name,
            formats.translated(spec),
            model,
            own,
            config.get(EngineKeys.SHUTDOWN_TIMEOUT).minus(OTHER_PARTS),
            telemetry);
    Duration limit = PollCheck.longestPoll(own);
    health.live().add(name, () -> PollCheck.problem(stream.meters(), limit));
    health.ready().add(name, stream::problem);
    streams.add(parts.add(stream));
  }

  /** Prepares the topics, and returns the largest record that may be written, bytes. */
  private int prepareTopics() {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), CLUSTER_TIMEOUT)) {
      var unused =
          startTopics()
              .prepare(
                  admin,
                  topics -> Growth.sized(topics, config.settings(), admin),
                  InternalTopics.of(config.settings(), input -> 1));
      int limit = admin.maxRecordBytes(config.topics().deadLetters());
      List<String> problems = Growth.problems(config.settings(), admin);
      if (!problems.isEmpty()) {
        throw new FailureException(String.join("; ", problems));
      }
      return config.kafka().largestRecord(limit);
    }
  }

  private StartTopics startTopics() {
    return new StartTopics(config.settings(), Program.SERVE, LOG::warn);
  }

  /**
   * Requires that no pipeline has stopped by itself.
   *
   * @throws FailureException with the reason
   */
  public void requireRunning() {
    try {
      streams.forEach(StreamPart::requireRunning);
    } catch (FailureException e) {
      if (cluster != null) {
        cluster.requireTopics(e);
      }
      if (Throwables.root(e) instanceof AuthorizationException) {
        try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), CLUSTER_TIMEOUT)) {
          var unused = startTopics().requirePermissions(admin);
        }
      }
      throw e;
    }
  }

  /** Commits and stops, all streams at the same time. */
  @Override
  public void close() {
    streams.forEach(StreamPart::beginClose);
    parts.close();
  }
}
