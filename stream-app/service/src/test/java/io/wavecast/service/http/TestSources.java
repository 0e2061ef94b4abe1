package io.wavecast.service.http;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.metrics.Telemetry;
import java.util.Optional;

/** What a server without a pipeline shows. */
final class TestSources implements AutoCloseable {
  private final Telemetry telemetry = new Telemetry();
  final Health health = new Health();

  Sources sources() {
    return new Sources(
        telemetry::scrape,
        health,
        new ConsoleApi(() -> Optional.of(telemetry.status()), () -> health.ready().reasons()));
  }

  Metrics metrics() {
    return telemetry.metrics();
  }

  /** What Prometheus reads. */
  String scrape() {
    return telemetry.scrape();
  }

  @Override
  public void close() {
    telemetry.close();
  }
}
