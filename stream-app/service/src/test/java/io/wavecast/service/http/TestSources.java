package io.wavecast.service.http;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.service.console.IncidentList;
import io.wavecast.service.metrics.Telemetry;
import java.util.List;

/** What a server without a pipeline shows. */
final class TestSources implements AutoCloseable {
  private final Telemetry telemetry = new Telemetry();
  final Health health = new Health();

  Sources sources() {
    return new Sources(
        telemetry::scrape, telemetry::status, health, series -> List.of(), () -> IncidentList.NONE);
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
