package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Meter;
import java.util.Set;

/**
 * Selects the meters of Kafka's clients and of Kafka Streams to export. Kafka has about a hundred
 * meters per partition's store and task and thirty per connection to a broker. These would be most
 * of the metrics page, and too many for it with many partitions.
 */
final class KafkaMeters {
  private static final String STORES = "kafka.stream.state.";

  /** Size and load of a store. */
  private static final Set<String> OF_STORES =
      Set.of(
          "live.sst.files.size",
          "size.all.mem.tables",
          "block.cache.usage",
          "estimate.num.keys",
          "put.rate",
          "get.rate",
          "write.stall.duration.total");

  private static final String TASKS = "kafka.stream.task.";

  private static final Set<String> OF_TASKS =
      Set.of(
          "cache.size.bytes.total",
          "process.total",
          "dropped.records.total",
          "restore.remaining.records.total");

  private KafkaMeters() {}

  /** Whether a meter is not exported. */
  static boolean leftOut(Meter.Id id) {
    String name = id.getName();
    if (name.startsWith(STORES)) {
      return !OF_STORES.contains(name.substring(STORES.length()));
    }
    if (name.startsWith(TASKS)) {
      return !OF_TASKS.contains(name.substring(TASKS.length()));
    }
    return name.startsWith("kafka.stream.processor.node.")
        || name.startsWith("kafka.stream.record.cache.")
        || name.startsWith("kafka.admin.")
        || name.startsWith("kafka.consumer.node.")
        || name.startsWith("kafka.producer.node.");
  }
}
