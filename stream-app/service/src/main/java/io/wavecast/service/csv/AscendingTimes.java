package io.wavecast.service.csv;

import io.wavecast.schemas.forecast.Observation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Refuses an observation that is earlier than the one before of its series, over all files. Keeps
 * one time for each series. Not thread-safe.
 */
public final class AscendingTimes implements Function<Observation, Optional<String>> {
  private final Predicate<Observation> checked;
  private final Map<String, Long> last = new HashMap<>();

  /**
   * @param checked which observations count; others are never refused
   */
  public AscendingTimes(Predicate<Observation> checked) {
    this.checked = checked;
  }

  @Override
  public Optional<String> apply(Observation row) {
    if (!checked.test(row)) {
      return Optional.empty();
    }
    Long before = last.get(row.series());
    if (before != null && row.timestamp() < before) {
      return Optional.of(
          "time must not be earlier than that of the row before of series '%s', %s, got: %s"
              .formatted(
                  row.series(),
                  Instant.ofEpochMilli(before),
                  Instant.ofEpochMilli(row.timestamp())));
    }
    last.put(row.series(), row.timestamp());
    return Optional.empty();
  }
}
