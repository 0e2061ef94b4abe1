package io.wavecast.service.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the service may be sent work, and why not. Each part that can fail adds a check; any
 * thread may ask.
 */
public final class Health {
  private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();

  /**
   * Adds a check.
   *
   * @param part what is checked, e.g. {@code stream}
   * @param reason why it is not ready, or empty when it is
   */
  public synchronized void add(String part, Supplier<Optional<String>> reason) {
    checks.put(part, reason);
  }

  /** Why the service is not ready, by part; empty when it is. */
  public synchronized Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    checks.forEach((part, check) -> check.get().ifPresent(reason -> reasons.put(part, reason)));
    return reasons;
  }
}
