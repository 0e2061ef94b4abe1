package io.wavecast.service.topics;

import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.kafka.ServedPipeline;
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
    short replication = s.get(TopicKeys.REPLICATION).map(Integer::shortValue).orElse((short) -1);
    Map<String, String> every = new TreeMap<>();
    every.put(
        TopicSpec.MAX_MESSAGE_BYTES, Integer.toString(StreamSettings.DEFAULT_MAX_RECORD_BYTES));
    every.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    Map<String, String> changelog = new TreeMap<>(every);
    changelog.put(TopicSpec.CLEANUP_POLICY, "compact");
    Map<String, String> repartition = new TreeMap<>(every);
    repartition.put(TopicSpec.CLEANUP_POLICY, "delete");
    repartition.put(TopicSpec.RETENTION_MS, "-1");

    List<TopicSpec> specs = new ArrayList<>();
    for (ServedPipeline pipeline : ServedPipeline.of(s)) {
      int number = partitions.applyAsInt(pipeline.io().input());
      specs.add(new TopicSpec(pipeline.changelogTopic(), number, replication, changelog));
      if (pipeline.io().needsRepartition()) {
        specs.add(new TopicSpec(pipeline.repartitionTopic(), number, replication, repartition));
      }
    }
    return specs;
  }
}
