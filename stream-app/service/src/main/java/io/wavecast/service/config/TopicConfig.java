package io.wavecast.service.config;

import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.sketch.SketchTopics;
import io.wavecast.service.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which topics, and how absent ones are made.
 *
 * @param names of the forecasts' topics
 * @param sketches names of the sketches' topics, where sketches are labelled
 * @param partitions of topics that are made
 * @param replication replicas of topics that are made; empty: what the brokers take by default
 * @param retention how long topics that are made keep their records, by the records' own time;
 *     empty: for ever
 * @param retentionBytes how many bytes of a partition topics that are made keep; empty: all
 */
public record TopicConfig(
    Topics names,
    Optional<SketchTopics> sketches,
    int partitions,
    Optional<Integer> replication,
    Optional<Duration> retention,
    OptionalLong retentionBytes) {
  static TopicConfig of(Settings s) {
    String prefix = s.get(Keys.TOPIC_PREFIX);
    try {
      return new TopicConfig(
          new Topics(
              s.get(Keys.OBSERVATIONS).orElse(prefix + "observations"),
              s.get(Keys.FORECASTS).orElse(prefix + "forecasts"),
              s.get(Keys.DEVIATIONS).orElse(prefix + "deviations"),
              s.get(Keys.ALERTS).orElse(prefix + "alerts"),
              s.get(Keys.DEAD_LETTERS).orElse(prefix + "dead-letters")),
          s.get(Keys.SKETCHES_ENABLED) ? Optional.of(sketches(s, prefix)) : Optional.empty(),
          s.get(Keys.PARTITIONS),
          s.get(Keys.REPLICATION),
          s.get(Keys.RETENTION),
          s.get(Keys.RETENTION_BYTES).map(OptionalLong::of).orElse(OptionalLong.empty()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("topics: " + e.getMessage(), e);
    }
  }

  private static SketchTopics sketches(Settings s, String prefix) {
    return new SketchTopics(
        s.get(Keys.SKETCHES).orElse(prefix + "sketches"),
        s.get(Keys.SKETCH_LABELS).orElse(prefix + "sketch-labels"),
        s.get(Keys.DEAD_LETTERS).orElse(prefix + "dead-letters"));
  }

  /** The topics as they must be. */
  public List<TopicSpec> specs() {
    short replicas = replication.map(Integer::shortValue).orElse((short) -1);
    List<TopicSpec> specs = new ArrayList<>();
    specs.addAll(TopicSpec.of(names, partitions, replicas, retention, retentionBytes));
    sketches.ifPresent(
        topics ->
            specs.addAll(
                TopicSpec.ofSketches(topics, partitions, replicas, retention, retentionBytes)));
    return specs;
  }

  /** The same, with at most so many bytes a partition, unless a limit was set. */
  public TopicConfig withRetentionBytes(long bytes) {
    return retentionBytes.isPresent()
        ? this
        : new TopicConfig(
            names, sketches, partitions, replication, retention, OptionalLong.of(bytes));
  }
}
