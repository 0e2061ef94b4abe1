package io.wavecast.service.topics;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.TopicConfigs;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.kafkastreams.StreamsRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The internal topics of Kafka Streams, which creates absent ones itself. They are specified here
 * for clusters on which it may not.
 */
public final class InternalTopics {
  private InternalTopics() {}

  /**
   * The internal topics of the enabled pipelines.
   *
   * @param partitions of an input topic; its internal topics must have the same number
   */
  public static List<TopicSpec> of(Settings s, ToIntFunction<String> partitions) {
    short replication = TopicConfigs.replication(properties(s));
    Map<String, String> changelog = new TreeMap<>(Map.of(TopicSpec.CLEANUP_POLICY, "compact"));
    Map<String, String> repartition =
        new TreeMap<>(Map.of(TopicSpec.CLEANUP_POLICY, "delete", TopicSpec.RETENTION_MS, "-1"));
    changelog.putAll(every(s));
    repartition.putAll(every(s));

    List<TopicSpec> specs = new ArrayList<>();
    for (ServedPipeline pipeline : ServedPipeline.withStates(s)) {
      int number = partitions.applyAsInt(pipeline.io().input());
      specs.add(new TopicSpec(pipeline.changelogTopic(), number, replication, changelog));
      if (pipeline.io().needsRepartition()) {
        specs.add(new TopicSpec(pipeline.repartitionTopic(), number, replication, repartition));
      }
    }
    return specs;
  }

  /** What Kafka Streams gets from serve about replication; {@code kafka.*} takes precedence. */
  private static Map<String, String> properties(Settings s) {
    Map<String, String> properties = new TreeMap<>();
    s.get(TopicKeys.REPLICATION)
        .ifPresent(n -> properties.put(TopicConfigs.REPLICATION, n.toString()));
    properties.putAll(s.kafka());
    return properties;
  }

  /** What serve tells Kafka Streams for every topic, with {@code kafka.topic.*} of the settings. */
  private static Map<String, String> every(Settings s) {
    int limit = KafkaConfig.of(s).largestRecord(StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Map<String, String> every = TopicConfigs.ofInternal(limit, properties(s));
    String prefix = StreamsRuntime.TOPIC_PREFIX;
    s.kafka().entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .forEach(e -> every.put(e.getKey().substring(prefix.length()), e.getValue()));
    return every;
  }
}
