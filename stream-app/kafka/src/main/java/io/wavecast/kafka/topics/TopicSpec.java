package io.wavecast.kafka.topics;

import io.wavecast.config.ModuleTopic;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.TopicConfigs;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a topic.
 *
 * @param name of the topic
 * @param partitions minimum number
 * @param replication replicas of a partition; -1 for the broker's default
 * @param configs settings of the topic
 */
public record TopicSpec(
    String name, int partitions, short replication, Map<String, String> configs) {
  public static final String RETENTION_MS = "retention.ms";
  static final String RETENTION_BYTES = "retention.bytes";
  public static final String SEGMENT_BYTES = "segment.bytes";
  public static final String CLEANUP_POLICY = "cleanup.policy";
  static final String BOTH = "compact,delete";
  static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  private static final long LEAST_SEGMENT = 1 << 20;

  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "partitions of topic '" + name + "' must be at least 1, got: " + partitions);
    }
    configs = Map.copyOf(configs);
  }

  /** The topics of the enabled pipelines, which share the dead letters. */
  public static List<TopicSpec> of(Settings s) {
    Topics topics = PipelineSettings.topics(s);
    List<TopicSpec> specs =
        new ArrayList<>(
            of(
                topics,
                s.get(TopicKeys.PARTITIONS),
                s.get(TopicKeys.REPLICATION).map(Integer::shortValue).orElse((short) -1),
                s.get(TopicKeys.RETENTION),
                s.get(TopicKeys.RETENTION_BYTES)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty())));
    TopicSpec kept = specs.get(topics.all().indexOf(topics.forecasts()));
    TopicSpec compacted = specs.get(topics.all().indexOf(topics.alerts()));
    PipelineSettings.flatTopics(s).values().stream().map(kept::withName).forEach(specs::add);
    // what a foreign topic is like is its owner's choice; an absent one is created for a trial
    foreign(s).stream()
        .map(t -> new TopicSpec(t, 1, kept.replication(), Map.of()))
        .forEach(specs::add);
    PipelineSettings.followedCalendar(s)
        .ifPresent(
            t -> specs.add(new TopicSpec(t, 1, compacted.replication(), compacted.configs())));
    for (PipelineModule<?> module : PipelineModules.ALL) {
      if (module.spec(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES).isPresent()) {
        for (ModuleTopic topic : module.topics()) {
          TopicSpec like =
              switch (topic.kept()) {
                case LATEST -> kept;
                case NEWEST_OF_KEY -> compacted;
                case LATEST_OF_KEY -> kept.with(CLEANUP_POLICY, BOTH);
              };
          specs.add(like.withName(topic.name(s)));
        }
      }
    }
    return specs;
  }

  /** The topics of other producers, which the list {@code inputs} names. */
  public static List<String> foreign(Settings s) {
    return PipelineSettings.inputs(s, StreamSettings.DEFAULT_MAX_RECORD_BYTES)
        .map(spec -> List.copyOf(spec.io().inputs()))
        .orElse(List.of());
  }

  /**
   * The topics of the forecasts.
   *
   * @param topics their names
   * @param partitions of each, at least 1
   * @param replication of each; -1 for the broker's default
   * @param retention how long a record is kept, by its time; empty for no limit. A record has the
   *     time of its event, so a limit deletes a replay of old data within minutes
   * @param retentionBytes largest size of a partition, bytes; empty for no limit
   */
  public static List<TopicSpec> of(
      Topics topics,
      int partitions,
      short replication,
      Optional<Duration> retention,
      OptionalLong retentionBytes) {
    Map<String, String> kept = new TreeMap<>();
    kept.put(CLEANUP_POLICY, "delete");
    kept.put(RETENTION_MS, Long.toString(retention.map(Duration::toMillis).orElse(-1L)));
    kept.put(RETENTION_BYTES, Long.toString(retentionBytes.orElse(-1)));
    if (retentionBytes.isPresent()) {
      // only whole segments are deleted
      long segment = Math.max(LEAST_SEGMENT, Math.min(1L << 30, retentionBytes.getAsLong() / 4));
      kept.put(SEGMENT_BYTES, Long.toString(segment));
    }
    kept.putAll(TopicConfigs.ofReplicated(replication));
    Map<String, String> deadLetters = new TreeMap<>(kept);
    deadLetters.put(MAX_MESSAGE_BYTES, Integer.toString(StreamSettings.DEFAULT_MAX_RECORD_BYTES));
    Map<String, String> compacted = new TreeMap<>(Map.of(CLEANUP_POLICY, "compact"));
    compacted.putAll(TopicConfigs.ofReplicated(replication));

    List<TopicSpec> specs = new ArrayList<>();
    for (String name : topics.all()) {
      Map<String, String> configs =
          name.equals(topics.alerts())
              ? compacted
              : name.equals(topics.deadLetters()) ? deadLetters : kept;
      specs.add(new TopicSpec(name, partitions, replication, configs));
    }
    return specs;
  }

  /** As Kafka's Admin creates it. */
  NewTopic newTopic() {
    return new NewTopic(
            name,
            Optional.of(partitions),
            replication < 0 ? Optional.empty() : Optional.of(replication))
        .configs(configs);
  }

  /** The same with another number of partitions, at least 1. */
  public TopicSpec withPartitions(int other) {
    return new TopicSpec(name, other, replication, configs);
  }

  private TopicSpec with(String config, String value) {
    Map<String, String> more = new TreeMap<>(configs);
    more.put(config, value);
    return new TopicSpec(name, partitions, replication, more);
  }

  private TopicSpec withName(String other) {
    return new TopicSpec(other, partitions, replication, configs);
  }

  /**
   * What is found of an existing topic.
   *
   * @param actualPartitions of the topic
   * @param actual settings of the topic; null where they may not be read
   */
  TopicAdmin.Finding compare(int actualPartitions, @Nullable Map<String, String> actual) {
    if (actual == null) {
      String line = "%1$s: exists, not checked: DESCRIBE_CONFIGS on topic '%1$s' is not permitted";
      return new TopicAdmin.Finding(name, TopicAdmin.Status.UNCHECKED, line.formatted(name));
    }
    List<String> differences = differences(actualPartitions, actual);
    List<String> notes = notes(actual);
    String ok = notes.isEmpty() ? "ok" : "ok, " + String.join("; ", notes);
    return differences.isEmpty()
        ? new TopicAdmin.Finding(name, TopicAdmin.Status.OK, name + ": " + ok)
        : new TopicAdmin.Finding(
            name, TopicAdmin.Status.DIFFERS, name + ": " + String.join("; ", differences));
  }

  /**
   * The differences of an existing topic, each in a few words.
   *
   * @param actualPartitions of the topic
   * @param actual settings of the topic
   */
  public List<String> differences(int actualPartitions, Map<String, String> actual) {
    List<String> differences = new ArrayList<>();
    if (actualPartitions < partitions) {
      differences.add(
          "partitions %d, expected at least %d".formatted(actualPartitions, partitions));
    }
    configs.forEach(
        (key, expected) -> {
          String got = actual.getOrDefault(key, "");
          boolean enough =
              switch (key) {
                case CLEANUP_POLICY -> got.equals(expected);
                case SEGMENT_BYTES, TopicConfigs.MIN_INSYNC -> true;
                case MAX_MESSAGE_BYTES -> number(got) >= number(expected);
                case RETENTION_BYTES -> true; // any limit, or none, is the operator's choice
                default ->
                    got.equals(expected) || (expected.matches("-?\\d+") && longer(got, expected));
              };
          if (!enough) {
            differences.add("%s %s, expected %s".formatted(key, got, expected));
          }
        });
    differences.sort(null);
    return differences;
  }

  /**
   * Harmless differences of a topic, each in a few words: another size limit than the specified
   * one.
   *
   * @param actual settings of the topic
   */
  List<String> notes(Map<String, String> actual) {
    String expected = configs.getOrDefault(RETENTION_BYTES, "");
    String got = actual.getOrDefault(RETENTION_BYTES, "");
    return !expected.isEmpty() && number(got.isEmpty() ? "-1" : got) >= 0 && !got.equals(expected)
        ? List.of("keeps %s bytes of each partition".formatted(got))
        : List.of();
  }

  private static boolean longer(String got, String expected) {
    return number(got) < 0 || (number(expected) >= 0 && number(got) >= number(expected));
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }
}
