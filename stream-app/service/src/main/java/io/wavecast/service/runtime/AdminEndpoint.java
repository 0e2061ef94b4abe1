package io.wavecast.service.runtime;

import io.wavecast.config.Build;
import io.wavecast.config.CalendarKeys;
import io.wavecast.config.HttpKeys;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.console.CalendarWrites;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.console.ConsoleFeed;
import io.wavecast.service.console.ConsolePages;
import io.wavecast.service.http.Health;
import io.wavecast.service.http.HttpServer;
import io.wavecast.service.http.Sources;
import io.wavecast.service.metrics.Telemetry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The HTTP endpoint of the process with what it serves: metrics, health and the console. It starts
 * first, so that a busy port is reported at once and health can say what is still starting.
 */
public final class AdminEndpoint implements AutoCloseable {
  private final Telemetry telemetry = new Telemetry();
  private final Health health = new Health();
  private final ConsoleApi console;
  private final AtomicReference<Optional<String>> starting =
      new AtomicReference<>(Optional.of("is starting"));
  private final HttpServer server;
  private final Parts parts = new Parts();

  private AdminEndpoint(ServiceConfig config, boolean isAlone) {
    console =
        new ConsoleApi(
            () -> isAlone ? Optional.empty() : Optional.of(telemetry.status()),
            () -> health.ready().reasons());
    health.ready().add("service", starting::get);
    telemetry.metrics().follow(config.get(HttpKeys.SERIES));
    var unusedReady =
        telemetry.metrics().gauge(Metric.READY, () -> health.ready().reasons().isEmpty() ? 1 : 0);
    var unusedBuild = Build.current().report(telemetry.metrics());
    Sources sources = new Sources(telemetry::scrape, health, console);
    server = HttpServer.start(config.settings(), sources, telemetry.metrics());
  }

  /**
   * Begins to listen.
   *
   * @throws FailureException when a port is busy, or a file that settings name cannot be used
   */
  public static AdminEndpoint start(ServiceConfig config) {
    return new AdminEndpoint(config, false);
  }

  /** Begins to listen, without a pipeline in this process; as {@link #start}. */
  public static AdminEndpoint ofConsole(ServiceConfig config) {
    return new AdminEndpoint(config, true);
  }

  /**
   * Marks the service as started, and starts to read the topics for the console.
   *
   * @param formats how topics are written
   * @param isOpen whether every user of this machine may write to the cluster anyway
   */
  public void started(ServiceConfig config, TopicFormats formats, boolean isOpen) {
    ConsoleFeed started = parts.add(new ConsoleFeed(config, formats));
    started.start();
    boolean hasToken = config.get(HttpKeys.TOKEN_FILE).isPresent();
    boolean isForMachine = isOpen && !config.get(HttpKeys.INSECURE);
    console.started(
        started,
        hasToken && config.get(CalendarKeys.ENABLED)
            ? new CalendarWrites(config, started::newest)
            : null,
        parts.add(new ConsolePages(config, hasToken || isForMachine)));
    starting.set(Optional.empty());
  }

  /**
   * As {@link #started}, over topics that another process writes.
   *
   * @param wait what to do while no cluster answers
   * @throws FailureException when the cluster refuses, a right is missing, or a topic is absent
   */
  public void startedAlone(ServiceConfig config, TopicFormats formats, ClusterWait wait) {
    health.ready().add("Kafka", wait::problem);
    wait.until(
        () -> {
          ClusterCheck.requireEvents(Program.CONSOLE, config);
          return true;
        });
    ClusterCheck check = parts.add(ClusterCheck.ofConsole(config));
    health.ready().add("Kafka", check::silence);
    health.ready().add("topics", check::topics);
    started(config, formats, false);
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

  @Override
  public void close() {
    parts.close(); // ends the streams of browsers, for which the server would wait
    server.close();
    telemetry.close();
  }
}
