package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Meter;
import java.util.Map;
import java.util.Set;

/**
 * Selects the meters of Kafka's clients and of Kafka Streams to export. Kafka has about a hundred
 * meters per partition for stores and tasks, and thirty per connection to a broker: with many
 * partitions they would make the metrics page too large.
 */
final class KafkaMeters {
  /** Prefixes of names, each with the meters below it that are exported. */
  private static final Map<String, Set<String>> EXPORTED =
      Map.of(
          // size and load of a store
          "kafka.stream.state.",
          Set.of(
              "live.sst.files.size",
              "size.all.mem.tables",
              "block.cache.usage",
              "estimate.num.keys",
              "put.rate",
              "get.rate",
              "write.stall.duration.total"),
          "kafka.stream.task.",
          Set.of(
              "cache.size.bytes.total",
              "process.total",
              "dropped.records.total",
              "restore.remaining.records.total"),
          "kafka.stream.processor.node.",
          Set.of(),
          "kafka.stream.record.cache.",
          Set.of(),
          "kafka.admin.",
          Set.of(),
          "kafka.consumer.node.",
          Set.of(),
          "kafka.producer.node.",
          Set.of());

  private KafkaMeters() {}

  /** Whether a meter is not exported. */
  static boolean leftOut(Meter.Id id) {
    String name = id.getName();
    return EXPORTED.entrySet().stream()
        .anyMatch(
            group ->
                name.startsWith(group.getKey())
                    && !group.getValue().contains(name.substring(group.getKey().length())));
  }
}
