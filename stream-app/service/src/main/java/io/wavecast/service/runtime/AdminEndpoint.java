package io.wavecast.service.runtime;

import io.wavecast.config.Build;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.console.ConsoleFeed;
import io.wavecast.service.console.LiveSeries;
import io.wavecast.service.http.Health;
import io.wavecast.service.http.HttpServer;
import io.wavecast.service.http.Sources;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.otlp.OtlpExport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP endpoint of the process with what it serves: metrics, health and the console; and the
 * export of metrics. It starts first, so that a busy port is reported at once and health can say
 * what is still starting.
 */
public final class AdminEndpoint implements AutoCloseable {
  /** Series on the console: nobody looks at more. */
  private static final int MAX_SERIES = 24;

  private static final int MAX_POINTS = 180;

  private final Telemetry telemetry = new Telemetry();
  private final Health health = new Health();
  private final LiveSeries live = new LiveSeries(MAX_SERIES, MAX_POINTS);
  private final AtomicReference<@Nullable ConsoleFeed> feed = new AtomicReference<>();
  private final AtomicReference<Optional<String>> starting =
      new AtomicReference<>(Optional.of("is starting"));
  private final HttpServer http;
  private final Optional<OtlpExport> export;

  private AdminEndpoint(ServiceConfig config) {
    health.ready().add("service", starting::get);
    var unusedReady =
        telemetry.metrics().gauge(Metric.READY, () -> health.ready().reasons().isEmpty() ? 1 : 0);
    var unusedBuild = Build.current().report(telemetry.metrics());
    http =
        HttpServer.start(
            config.settings(),
            new Sources(telemetry::scrape, telemetry::status, health, this::look),
            telemetry.metrics());
    try {
      export =
          OtlpExport.start(
              config.settings(), http.port(), telemetry::snapshots, telemetry.metrics());
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /**
   * Starts to listen.
   *
   * @throws FailureException when it cannot, or a file that settings name cannot be used
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
    ConsoleFeed started =
        new ConsoleFeed(
            config.kafka(),
            config.topics(),
            new ObservationCodec(PipelineSettings.format(config.settings())),
            formats,
            live);
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
    return http.url();
  }

  private List<LiveSeries.Snapshot> look() {
    ConsoleFeed started = feed.get();
    return started == null ? List.of() : started.look();
  }

  @Override
  public void close() {
    export.ifPresent(OtlpExport::close);
    http.close();
    ConsoleFeed started = feed.get();
    if (started != null) {
      started.close();
    }
    telemetry.close();
  }
}
