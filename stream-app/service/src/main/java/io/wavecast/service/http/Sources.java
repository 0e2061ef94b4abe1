package io.wavecast.service.http;

import io.wavecast.service.console.LiveSeries;
import io.wavecast.service.metrics.ServiceStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * The data behind the pages. Thread-safe.
 *
 * @param metrics in Prometheus' exposition format
 * @param status the state of the service, for {@code /api/status}
 * @param health whether it is ready
 * @param live the newest values of some series
 */
public record Sources(
    Supplier<String> metrics,
    Supplier<ServiceStatus> status,
    Health health,
    Supplier<List<LiveSeries.Snapshot>> live) {}
