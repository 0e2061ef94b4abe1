package io.wavecast.flink.kafka;

import io.wavecast.core.stream.RawRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offset after the last record read, of each partition of each topic. Not thread-safe. */
final class Positions {
  /** By topic and partition; 0 where nothing was read. */
  private final Map<String, long[]> next = new HashMap<>();

  /** Moves on behind a record. */
  void add(RawRecord record) {
    long[] topic = next.get(record.topic());
    if (topic == null || record.partition() >= topic.length) {
      topic =
          topic == null
              ? new long[record.partition() + 1]
              : Arrays.copyOf(topic, record.partition() + 1);
      next.put(record.topic(), topic);
    }
    topic[record.partition()] = record.offset() + 1;
  }

  Positions copy() {
    Positions copy = new Positions();
    next.forEach((topic, offsets) -> copy.next.put(topic, offsets.clone()));
    return copy;
  }

  /** Those that are greater than others, as offsets to be committed. */
  Map<TopicPartition, OffsetAndMetadata> beyond(Positions others) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach(
        (topic, mine) -> {
          long[] other = others.next.getOrDefault(topic, new long[0]);
          for (int p = 0; p < mine.length; p++) {
            if (mine[p] > (p < other.length ? other[p] : 0)) {
              offsets.put(new TopicPartition(topic, p), new OffsetAndMetadata(mine[p]));
            }
          }
        });
    return offsets;
  }
}
