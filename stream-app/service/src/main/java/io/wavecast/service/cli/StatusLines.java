package io.wavecast.service.cli;

import io.wavecast.core.text.FailureException;
import io.wavecast.service.logging.Logging;
import io.wavecast.service.metrics.ServiceStatus;
import io.wavecast.service.runtime.AdminEndpoint;
import io.wavecast.service.runtime.Pipelines;
import io.wavecast.service.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Logs what the service does, a line every ten seconds until shutdown, and none while nothing
 * happens. Not thread-safe.
 */
public final class StatusLines {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(500);

  private final long start = System.nanoTime();
  private long records;
  private boolean idle;
  private Set<String> notReady = Set.of();

  /**
   * Returns after a shutdown request or the given time.
   *
   * @param atMost longest time to run
   * @throws FailureException if the stream ends by itself
   */
  public void run(
      AdminEndpoint admin, ShutdownSignal shutdown, Pipelines pipelines, Duration atMost) {
    Duration shownAt = Duration.ZERO;
    while (running().compareTo(atMost) < 0) {
      Duration left = atMost.minus(running());
      if (shutdown.await(left.compareTo(STEP) < 0 ? left : STEP)) {
        break;
      }
      pipelines.requireRunning();
      if (running().minus(shownAt).compareTo(PERIOD) >= 0) {
        shownAt = running();
        show(admin);
      }
    }
    show(admin);
  }

  private Duration running() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void show(AdminEndpoint admin) {
    ServiceStatus status = admin.telemetry().status();
    Map<String, String> reasons = admin.health().ready().reasons();
    if (isNews(status, reasons)) {
      Logging.status(line(status, running(), reasons));
    }
  }

  /**
   * Whether records arrived since the last call, have just ceased to, or readiness has changed.
   *
   * @param reasons why the service is not ready, by part
   */
  boolean isNews(ServiceStatus status, Map<String, String> reasons) {
    long now = status.observations() + status.deadLetters() + status.late();
    boolean idleBefore = idle;
    boolean changed = !reasons.keySet().equals(notReady);
    idle = now == records;
    records = now;
    notReady = Set.copyOf(reasons.keySet());
    return !idle || !idleBefore || changed;
  }

  /** The state of the service. */
  static String line(ServiceStatus s, Duration running, Map<String, String> notReady) {
    return String.format(
        Locale.ROOT,
        "%s, %s series, %s observations/s, %s forecasts/s, latency p50 %s p99 %s, %,d behind,"
            + " %,d late, %,d dead-lettered, %s",
        time(running),
        s.series() < 0 ? "-" : String.format(Locale.ROOT, "%,d", s.series()),
        rate(s.observationsPerSecond()),
        rate(s.forecastsPerSecond()),
        latency(s.latencyP50()),
        latency(s.latencyP99()),
        s.behind(),
        s.late(),
        s.deadLetters(),
        state(s, notReady));
  }

  private static String state(ServiceStatus s, Map<String, String> notReady) {
    if (!notReady.isEmpty()) {
      return notReady.entrySet().stream()
          .map(e -> e.getKey() + " " + e.getValue())
          .collect(Collectors.joining(", "));
    }
    return s.models().isEmpty()
        ? "ready"
        : s.models().stream()
            .map(m -> m.name() + " " + m.version() + " on " + m.device())
            .collect(Collectors.joining(", ", "models: ", ""));
  }

  private static String time(Duration d) {
    return d.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", d.toMinutes(), d.toSecondsPart())
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String latency(double seconds) {
    double ms = seconds * 1000;
    return Double.isNaN(ms)
        ? "-"
        : String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%,.0f ms", ms);
  }
}
