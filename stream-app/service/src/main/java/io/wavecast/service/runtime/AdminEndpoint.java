package io.wavecast.service.runtime;

import io.wavecast.config.Build;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.SeriesSettings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metric;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.console.ConsoleFeed;
import io.wavecast.service.console.IncidentList;
import io.wavecast.service.console.LiveIncidents;
import io.wavecast.service.console.LiveSeries;
import io.wavecast.service.console.Mutes;
import io.wavecast.service.http.Health;
import io.wavecast.service.http.HttpServer;
import io.wavecast.service.http.Sources;
import io.wavecast.service.metrics.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP endpoint of the process with what it serves: metrics, health and the console. It starts
 * first, so that a busy port is reported at once and health can say what is still starting.
 */
public final class AdminEndpoint implements AutoCloseable {
  /** Series on the console: nobody looks at more. */
  private static final int MAX_SERIES = 24;

  private static final int MAX_POINTS = 180;
  private static final int MAX_INCIDENTS = 100;

  private final Telemetry telemetry = new Telemetry();
  private final Health health = new Health();
  private final LiveSeries live;
  private final LiveIncidents incidents = new LiveIncidents(MAX_INCIDENTS);
  private final IncidentList incidentsAtStart;
  private final AtomicReference<@Nullable ConsoleFeed> feed = new AtomicReference<>();
  private final AtomicReference<@Nullable Mutes> mutes = new AtomicReference<>();
  private final AtomicReference<Optional<String>> starting =
      new AtomicReference<>(Optional.of("is starting"));
  private final HttpServer server;

  private AdminEndpoint(ServiceConfig config) {
    live = new LiveSeries(MAX_SERIES, MAX_POINTS, SeriesSettings.counters(config.settings()));
    incidentsAtStart =
        PipelineSettings.incidentTopics(config.settings()).isPresent()
            ? IncidentList.LOADING
            : IncidentList.NONE;
    health.ready().add("service", starting::get);
    var unusedReady =
        telemetry.metrics().gauge(Metric.READY, () -> health.ready().reasons().isEmpty() ? 1 : 0);
    var unusedBuild = Build.current().report(telemetry.metrics());
    Sources sources =
        new Sources(
            telemetry::scrape, telemetry::status, health, this::look, this::lookAtIncidents);
    server = HttpServer.start(config.settings(), sources, telemetry.metrics());
  }

  /**
   * Begins to listen.
   *
   * @throws io.wavecast.core.text.FailureException when a port is busy, or a file that settings
   *     name cannot be used
   */
  public static AdminEndpoint start(ServiceConfig config) {
    return new AdminEndpoint(config);
  }

  /**
   * Marks the service as started, and starts to read the topics for the console.
   *
   * @param formats how topics are written
   */
  public void started(ServiceConfig config, TopicFormats formats) {
    ConsoleFeed started = new ConsoleFeed(config, formats, live, incidents);
    started.start();
    feed.set(started);
    starting.set(Optional.empty());
  }

  public Telemetry telemetry() {
    return telemetry;
  }

  public Health health() {
    return health;
  }

  /** The console's address for a browser on this machine. */
  public String url() {
    return server.url();
  }

  /** Makes the console show which series the calendar of a pipeline mutes. */
  void muted(ForecastSpec spec) {
    mutes.set(new Mutes(spec.calendars(), spec.labels()));
  }

  private List<LiveSeries.Snapshot> look(String wanted) {
    ConsoleFeed started = feed.get();
    List<LiveSeries.Snapshot> series = started == null ? List.of() : started.look(wanted);
    Mutes by = mutes.get();
    return by == null ? series : series.stream().map(by::mark).toList();
  }

  private IncidentList lookAtIncidents() {
    ConsoleFeed started = feed.get();
    return started == null ? incidentsAtStart : started.lookAtIncidents();
  }

  @Override
  public void close() {
    server.close();
    ConsoleFeed reader = feed.get();
    if (reader != null) {
      reader.close();
    }
    telemetry.close();
  }
}
