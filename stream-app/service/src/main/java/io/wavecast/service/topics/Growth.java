package io.wavecast.service.topics;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.NoAnswerException;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicAdmin.Finding;
import io.wavecast.kafka.topics.TopicAdmin.Status;
import io.wavecast.kafka.topics.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Input topics that have another number of partitions than the states of their pipeline, which
 * Kafka Streams cannot run on. The states are in as many partitions as the input had when the
 * pipeline first ran.
 */
public final class Growth {
  private Growth() {}

  /**
   * Why pipelines cannot run; nothing where the internal topics may not be looked at.
   *
   * @return a line for each such pipeline
   * @throws NoAnswerException if the cluster does not answer
   */
  public static List<String> problems(Settings settings, TopicAdmin admin) {
    return findings(settings, admin).stream().map(Finding::line).toList();
  }

  /** The same as findings. */
  public static List<Finding> findings(Settings settings, TopicAdmin admin) {
    List<ServedPipeline> pipelines = ServedPipeline.withStates(settings);
    Map<String, Integer> partitions =
        partitions(
            admin, pipelines.stream().flatMap(p -> Stream.of(p.io().input(), p.changelogTopic())));
    return pipelines.stream().flatMap(p -> finding(p, partitions).stream()).toList();
  }

  /**
   * Topics as they are to be created where they are absent: one whose pipeline has states gets as
   * many partitions as these.
   *
   * @throws NoAnswerException if the cluster does not answer
   */
  public static List<TopicSpec> sized(List<TopicSpec> topics, Settings settings, TopicAdmin admin) {
    List<ServedPipeline> pipelines =
        ServedPipeline.withStates(settings).stream()
            .filter(pipeline -> !pipeline.io().needsRepartition())
            .toList();
    Map<String, Integer> partitions =
        partitions(admin, pipelines.stream().map(ServedPipeline::changelogTopic));
    Map<String, Integer> states = new HashMap<>();
    for (ServedPipeline pipeline : pipelines) {
      Integer number = partitions.get(pipeline.changelogTopic());
      if (number != null) {
        states.merge(pipeline.io().input(), number, Math::max);
      }
    }
    return topics.stream()
        .map(topic -> topic.withPartitions(states.getOrDefault(topic.name(), topic.partitions())))
        .toList();
  }

  /** The number of partitions of topics; none where internal topics may not be looked at. */
  private static Map<String, Integer> partitions(TopicAdmin admin, Stream<String> topics) {
    try {
      return admin.partitions(topics.distinct().toList());
    } catch (FailureException e) {
      if (Throwables.root(e) instanceof AuthorizationException) {
        return Map.of();
      }
      throw e;
    }
  }

  private static Optional<Finding> finding(
      ServedPipeline pipeline, Map<String, Integer> partitions) {
    String input = pipeline.io().input();
    Integer inputs = partitions.get(input);
    Integer states = partitions.get(pipeline.changelogTopic());
    if (inputs == null || states == null || inputs.equals(states)) {
      return Optional.empty();
    }
    String answer = inputs < states ? "add partitions until they are as many, or start" : "start";
    String line =
        "topic %s has %d partitions, the states of '%s' are in %d: %s with a new application.id (docs/SCALING.md)"
            .formatted(input, inputs, pipeline.applicationId(), states, answer);
    return Optional.of(new Finding(pipeline.changelogTopic(), Status.DIFFERS, line));
  }
}
