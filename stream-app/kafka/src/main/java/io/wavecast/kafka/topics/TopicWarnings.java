package io.wavecast.kafka.topics;

import io.wavecast.core.stream.TopicConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * What endangers the disks or the records of topics that exist; each is the operator's to decide.
 */
final class TopicWarnings {
  private final int brokers;
  private final Map<String, List<String>> topics = new TreeMap<>();

  /**
   * @param brokers of the cluster: a single one can keep no further replica
   */
  TopicWarnings(int brokers) {
    this.brokers = brokers;
  }

  /** Looks at a topic and its settings. */
  void add(TopicDescription topic, Map<String, String> configs) {
    if (!configs.getOrDefault(TopicSpec.CLEANUP_POLICY, "").contains("compact")
        && isUnbounded(configs, TopicSpec.RETENTION_MS)
        && isUnbounded(configs, TopicSpec.RETENTION_BYTES)) {
      add(topic.name(), "keeps every record until the disk is full: set retention.bytes");
    }
    addInternal(topic, configs);
  }

  /**
   * Looks at an internal topic of Kafka Streams, which is compacted, or emptied as it is read, and
   * so needs no bound.
   */
  void addInternal(TopicDescription topic, Map<String, String> configs) {
    int replicas = topic.partitions().get(0).replicas().size();
    if (replicas == 1 && brokers > 1) {
      add(topic.name(), "has one replica: its records are lost with its broker");
    }
    if (replicas >= 3 && "1".equals(configs.get(TopicConfigs.MIN_INSYNC))) {
      add(topic.name(), "has min.insync.replicas 1: a committed record may be on one broker only");
    }
  }

  private static boolean isUnbounded(Map<String, String> configs, String key) {
    return configs.getOrDefault(key, "").startsWith("-");
  }

  private void add(String topic, String warning) {
    topics.computeIfAbsent(warning, w -> new ArrayList<>()).add(topic);
  }

  /** One line for each kind of danger, e.g. {@code topics a, b: each has one replica}. */
  List<String> lines() {
    return topics.entrySet().stream().map(e -> line(e.getValue(), e.getKey())).toList();
  }

  private static String line(List<String> names, String warning) {
    return names.size() == 1
        ? "topic %s %s".formatted(names.get(0), warning)
        : "topics %s: each %s".formatted(String.join(", ", names), warning);
  }
}
