package io.wavecast.service.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
