package io.wavecast.service.config;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.sketch.SketchTopics;
import io.wavecast.service.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which topics, and how absent ones are created.
 *
 * @param names of the forecasts' topics
 * @param sketches names of the sketches' topics; empty if sketches are not enabled
 * @param chorales names of the chorales' topics; empty if chorales are not enabled
 * @param partitions of topics that are created
 * @param replication replicas of topics that are created; empty: the brokers' default
 * @param retention how long topics that are created keep their records, by the records' own time;
 *     empty: forever
 * @param retentionBytes bytes that topics that are created keep per partition; empty: everything
 */
public record TopicConfig(
    Topics names,
    Optional<SketchTopics> sketches,
    Optional<ChoraleTopics> chorales,
    int partitions,
    Optional<Integer> replication,
    Optional<Duration> retention,
    OptionalLong retentionBytes) {
  static TopicConfig of(Settings s) {
    return new TopicConfig(
        PipelineSettings.topics(s),
        PipelineSettings.sketchTopics(s),
        PipelineSettings.choraleTopics(s),
        s.get(TopicKeys.PARTITIONS),
        s.get(TopicKeys.REPLICATION),
        s.get(TopicKeys.RETENTION),
        s.get(TopicKeys.RETENTION_BYTES).map(OptionalLong::of).orElse(OptionalLong.empty()));
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
    TopicSpec forecasts = specs.get(names.all().indexOf(names.forecasts()));
    chorales.ifPresent(
        topics -> {
          specs.add(forecasts.withName(topics.requests()));
          specs.add(forecasts.withName(topics.notes()));
        });
    return specs;
  }
}
