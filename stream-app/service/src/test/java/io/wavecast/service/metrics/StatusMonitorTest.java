package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusMonitorTest {
  private final Telemetry telemetry = new Telemetry();
  private final Metrics metrics = telemetry.metrics();
  private final AtomicLong nanos = new AtomicLong();
  private final StatusMonitor monitor = new StatusMonitor(telemetry.metrics(), nanos::get, () -> 7);

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void rates_and_latencies_are_those_of_the_last_seconds() {
    for (int second = 1; second <= 60; second++) {
      boolean early = second <= 30;
      metrics.count(Metric.OBSERVATIONS, early ? 100 : 20);
      metrics.count(Metric.FORECASTS, early ? 100 : 10, "a");
      metrics.count(Metric.FORECASTS, early ? 0 : 5, "b");
      metrics.count(Metric.LATE, 2);
      for (int i = 1; i <= 100; i++) {
        metrics.record(Metric.FORECAST_LATENCY, early ? 1 : i / 1000.0);
      }
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      monitor.status();
    }

    ServiceStatus status = monitor.status();

    assertThat(status.observationsPerSecond()).isCloseTo(20, within(1e-6));
    assertThat(status.forecastsPerSecond()).isCloseTo(15, within(1e-6));
    assertThat(status.latencyP50()).isCloseTo(0.050, Percentage.withPercentage(10));
    assertThat(status.latencyP99()).isCloseTo(0.099, Percentage.withPercentage(10));
    assertThat(status.observations()).isEqualTo(3600);
    assertThat(status.forecasts()).isEqualTo(3450);
    assertThat(status.late()).isEqualTo(120);
    assertThat(status.behind()).isEqualTo(7);
  }

  @Test
  void before_the_first_observation_rates_are_zero_and_latencies_unknown() {
    ServiceStatus status = monitor.status();

    assertThat(status.series()).isEqualTo(-1);
    assertThat(status.observationsPerSecond()).isZero();
    assertThat(status.latencyP50()).isNaN();
    assertThat(status.models()).isEmpty();
  }

  @Test
  void models_and_series_come_from_their_gauges() {
    metrics.gauge(Metric.SERIES, () -> 3);
    metrics.gauge(Metric.SERIES, () -> 4);
    metrics.gauge(Metric.MODEL_INFO, () -> 1, "lstm", "2", "cpu");

    ServiceStatus status = monitor.status();

    assertThat(status.series()).isEqualTo(7);
    assertThat(status.models()).containsExactly(new ServiceStatus.Model("lstm", "2", "cpu"));
  }
}
