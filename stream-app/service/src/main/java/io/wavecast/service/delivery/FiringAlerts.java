package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest change of each firing series, by partition of the alerts topic. */
final class FiringAlerts {
  private final Map<Integer, Map<String, Alert>> byPartition = new HashMap<>();

  void put(int partition, Alert change) {
    Map<String, Alert> firing = byPartition.computeIfAbsent(partition, p -> new LinkedHashMap<>());
    if (change.state().isFiring()) {
      firing.put(change.series(), change);
    } else {
      firing.remove(change.series());
    }
  }

  /** Drops a partition that moved to another instance. */
  void drop(int partition) {
    byPartition.remove(partition);
  }

  Collection<Alert> all() {
    List<Alert> all = new ArrayList<>();
    byPartition.values().forEach(firing -> all.addAll(firing.values()));
    return all;
  }

  /** A copy of those of one partition, in the order in which they began to fire. */
  Collection<Alert> of(int partition) {
    return List.copyOf(byPartition.getOrDefault(partition, Map.of()).values());
  }
}
