package io.wavecast.service.cli;

import io.wavecast.service.metrics.ServiceStatus;
import java.util.Map;
import java.util.Set;

/** Decides whether a status is worth a line in the log. Not thread-safe. */
final class QuietStatus {
  private long records;
  private boolean idle;
  private Set<String> notReady = Set.of();

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
}
