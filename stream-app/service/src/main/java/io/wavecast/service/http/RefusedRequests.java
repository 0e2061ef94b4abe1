package io.wavecast.service.http;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests that are refused, and reports those with a wrong token once a minute at most.
 * Thread-safe.
 */
final class RefusedRequests {
  private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

  /** Why a request is refused. */
  enum Reason {
    NO_TOKEN,
    WRONG_TOKEN,
    UNKNOWN_HOST;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Metrics metrics;
  private long count;
  private long reported;
  private boolean silent = true;

  RefusedRequests(Metrics metrics) {
    this.metrics = metrics;
    for (Reason reason : Reason.values()) {
      metrics.count(Metric.HTTP_REFUSED, 0, reason.label());
    }
  }

  /**
   * Adds one.
   *
   * @param address of its sender
   * @param now ns, from any origin
   * @return what to report now
   */
  synchronized Optional<String> add(Reason reason, String address, long now) {
    metrics.count(Metric.HTTP_REFUSED, 1, reason.label());
    if (reason != Reason.WRONG_TOKEN) {
      return Optional.empty();
    }
    count++;
    if (!silent && now - reported < PERIOD) {
      return Optional.empty();
    }
    silent = false;
    reported = now;
    String line =
        "requests with a wrong token since the last such line: %d, the last one from %s"
            .formatted(count, address);
    count = 0;
    return Optional.of(line);
  }
}
