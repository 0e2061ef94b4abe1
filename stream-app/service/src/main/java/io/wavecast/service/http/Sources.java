package io.wavecast.service.http;

import io.wavecast.service.console.IncidentList;
import io.wavecast.service.console.LiveSeries;
import io.wavecast.service.metrics.Exposition;
import io.wavecast.service.metrics.ServiceStatus;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data behind the pages. Thread-safe.
 *
 * @param metrics the exposition for a request's Accept header
 * @param status the state of the service, for {@code /api/status}
 * @param health whether it works
 * @param live the newest values of some series, for {@code /api/live}; of one more that a request
 *     names, if they are found, or of no other for ""
 * @param incidents for {@code /api/incidents}
 */
public record Sources(
    Function<@Nullable String, Exposition> metrics,
    Supplier<ServiceStatus> status,
    Health health,
    Function<String, List<LiveSeries.Snapshot>> live,
    Supplier<IncidentList> incidents) {}
