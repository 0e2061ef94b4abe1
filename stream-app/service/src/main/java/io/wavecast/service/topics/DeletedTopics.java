package io.wavecast.service.topics;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicCreation;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicAdmin.Status;
import io.wavecast.kafka.topics.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds topics that were deleted under a running service. Its own topics are created again, with as
 * many partitions as they had, unless the settings forbid it; those that other producers fill never
 * are. Thread-safe.
 */
public final class DeletedTopics {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedTopics.class);

  private final Settings settings;
  private final Map<String, Integer> seen = new HashMap<>();

  public DeletedTopics(Settings settings) {
    this.settings = settings;
  }

  /**
   * Looks once.
   *
   * @return a line for each topic that is still absent
   * @throws io.wavecast.core.text.FailureException if the cluster does not answer
   */
  public synchronized List<String> restore(TopicAdmin admin) {
    List<TopicSpec> topics = TopicSpec.of(settings);
    Map<String, Integer> present = admin.partitions(topics.stream().map(TopicSpec::name).toList());
    seen.putAll(present);
    List<TopicSpec> deleted =
        topics.stream().filter(topic -> !present.containsKey(topic.name())).toList();
    if (deleted.isEmpty()) {
      return List.of();
    }
    Set<String> foreign = foreign(settings);
    List<String> absent = new ArrayList<>();
    List<TopicSpec> own = new ArrayList<>();
    for (TopicSpec topic : deleted) {
      if (foreign.contains(topic.name())) {
        absent.add("topic '%s' of another producer was deleted".formatted(topic.name()));
      } else if (settings.get(TopicKeys.CREATE) == TopicCreation.AUTO) {
        own.add(topic);
      } else {
        absent.add(
            "topic '%s' was deleted: create it again with 'wavecast topics create'"
                .formatted(topic.name()));
      }
    }
    for (Finding finding : admin.ensure(sized(own, seen, settings, admin))) {
      if (finding.status() == Status.CREATED) {
        LOG.warn("a topic was deleted under a running service: {}", finding.line());
      } else if (finding.status() == Status.ABSENT) {
        absent.add("topic '%s' was deleted".formatted(finding.topic()));
      }
    }
    return absent;
  }

  /**
   * Topics as they are to be created where they are absent: one whose pipeline has states gets as
   * many partitions as these.
   *
   * @throws io.wavecast.core.text.FailureException if the cluster does not answer
   */
  public static List<TopicSpec> sized(List<TopicSpec> topics, Settings settings, TopicAdmin admin) {
    return sized(topics, Map.of(), settings, admin);
  }

  private static List<TopicSpec> sized(
      List<TopicSpec> topics, Map<String, Integer> seen, Settings settings, TopicAdmin admin) {
    Map<String, Integer> partitions = new HashMap<>(seen);
    partitions.putAll(Growth.partitionsOfStates(settings, admin));
    return topics.stream()
        .map(
            topic ->
                topic.withPartitions(partitions.getOrDefault(topic.name(), topic.partitions())))
        .toList();
  }

  /** The topics that other producers fill. */
  private static Set<String> foreign(Settings settings) {
    return PipelineSettings.inputs(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES)
        .map(spec -> Set.copyOf(spec.io().inputs()))
        .orElse(Set.of());
  }
}
