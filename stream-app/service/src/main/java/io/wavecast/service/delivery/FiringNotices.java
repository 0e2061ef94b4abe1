package io.wavecast.service.delivery;

import io.wavecast.schemas.RecordKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The newest notice of each subject that fires, by partition of the topic. */
final class FiringNotices {
  private final Map<Integer, Map<String, Notice>> byPartition = new HashMap<>();

  void put(int partition, Notice change) {
    Map<String, Notice> firing = byPartition.computeIfAbsent(partition, p -> new LinkedHashMap<>());
    if (change.fires() != null) {
      firing.put(change.subject(), change);
    } else {
      firing.remove(change.subject());
    }
  }

  /**
   * What a tombstone ends. The event that did may have been compacted away.
   *
   * @param newest notices among the records just read, by subject
   * @return null if nothing fires
   * @throws io.wavecast.schemas.BadRecordException when the record has no key
   */
  @Nullable Notice removed(ConsumerRecord<byte[], byte[]> tombstone, Map<String, Notice> newest) {
    String subject = RecordKey.decode(tombstone.key(), "the series");
    Notice last = last(tombstone.partition(), subject, newest);
    return last == null ? null : Notices.endOf(last, tombstone.timestamp());
  }

  /**
   * A change that ends just what fires, where that is known: an end of what never fired would be a
   * notice of its own.
   *
   * @param newest notices among the records just read, by subject
   */
  Notice exact(int partition, Notice change, Map<String, Notice> newest) {
    Notice last = last(partition, change.subject(), newest);
    return last == null ? change : change.after(last);
  }

  private @Nullable Notice last(int partition, String subject, Map<String, Notice> newest) {
    Notice last = newest.get(subject);
    return last != null ? last : byPartition.getOrDefault(partition, Map.of()).get(subject);
  }

  /** Drops a partition that moved to another instance. */
  void drop(int partition) {
    byPartition.remove(partition);
  }

  Collection<Notice> all() {
    List<Notice> all = new ArrayList<>();
    byPartition.values().forEach(firing -> all.addAll(firing.values()));
    return all;
  }

  /** A copy of those of one partition, in the order in which they began to fire. */
  Collection<Notice> of(int partition) {
    return List.copyOf(byPartition.getOrDefault(partition, Map.of()).values());
  }
}
