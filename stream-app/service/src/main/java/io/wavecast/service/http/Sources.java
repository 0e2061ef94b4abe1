package io.wavecast.service.http;

import io.wavecast.service.metrics.ServiceStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the pages show. Any thread may ask.
 *
 * @param metrics in the exposition format of Prometheus
 * @param status what the service does
 * @param health whether it is ready
 * @param live the newest values of some series
 */
public record Sources(
    Supplier<String> metrics,
    Supplier<ServiceStatus> status,
    Health health,
    Supplier<List<LiveSeries.Snapshot>> live) {}
