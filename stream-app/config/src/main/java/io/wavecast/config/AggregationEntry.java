package io.wavecast.config;

import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how an input's events are aggregated: {@code aggregate, every, grace, fill}. */
final class AggregationEntry {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final List<String> WITH_AGGREGATE = List.of("every", "grace", "fill");

  private AggregationEntry() {}

  /**
   * Reads it; empty where the input has no aggregate.
   *
   * @throws IllegalArgumentException that names the input and the key
   */
  static Optional<Aggregation> of(InputEntry entry) {
    Optional<Aggregate> aggregate = entry.read("aggregate", Aggregate::of);
    Duration every = entry.read("every", Durations::parse).orElse(EVERY);
    Duration grace = entry.read("grace", Durations::parse).orElse(GRACE);
    boolean fillsZero = entry.read("fill", AggregationEntry::fillsZero).orElse(false);
    if (aggregate.isEmpty()) {
      for (String key : WITH_AGGREGATE) {
        if (entry.has(key)) {
          throw entry.error("aggregate must be set with " + key);
        }
      }
      return Optional.empty();
    }
    return entry.named(
        () -> Optional.of(new Aggregation(aggregate.get(), every, grace, fillsZero)));
  }

  private static boolean fillsZero(String text) {
    return switch (text) {
      case "zero" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("must be zero or none, got: '" + text + "'");
    };
  }
}
