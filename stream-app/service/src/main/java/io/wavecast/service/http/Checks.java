package io.wavecast.service.http;

import io.wavecast.schemas.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What must hold, and if it does not, why. Thread-safe. */
public final class Checks {
  private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();

  /**
   * Adds a check.
   *
   * @param part the component that is checked, e.g. {@code stream}
   * @param reason why it does not hold, or empty when it does
   */
  public synchronized void add(String part, Supplier<Optional<String>> reason) {
    checks.put(part, reason);
  }

  /** Why they do not hold, by part; empty when all hold. */
  public synchronized Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    checks.forEach((part, check) -> check.get().ifPresent(reason -> reasons.put(part, reason)));
    return reasons;
  }

  /**
   * The answer of a health path: {@code {status, reasons: {part: reason}}}.
   *
   * @param state what the service is if there are no reasons against it
   * @param detailed whether the reasons are told
   */
  static byte[] json(String state, Map<String, String> reasons, boolean detailed) {
    String status = reasons.isEmpty() ? state : "not " + state;
    return JsonWriter.value(
        detailed
            ? JsonWriter.fields("status", status, "reasons", reasons)
            : JsonWriter.fields("status", status));
  }
}
