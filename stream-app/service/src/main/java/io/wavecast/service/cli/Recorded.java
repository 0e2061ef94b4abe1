package io.wavecast.service.cli;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.replay.ReplayResult;
import io.wavecast.service.replay.TopicHistory;
import io.wavecast.service.topics.ObservationTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Where recorded values lie.
 *
 * @param files CSV files and folders of them
 * @param topics those that arguments name as {@code kafka://TOPIC}
 */
record Recorded(List<Path> files, List<String> topics) {
  static Recorded of(List<Path> arguments) {
    return new Recorded(
        arguments.stream().filter(path -> ObservationTopic.nameOf(path).isEmpty()).toList(),
        arguments.stream().flatMap(path -> ObservationTopic.nameOf(path).stream()).toList());
  }

  /**
   * Replays what is on the topics now.
   *
   * @param series which series, by their keys
   * @param events receives every event, in order within each series, and the labels of the series
   * @param ended runs after each topic
   * @param tell takes a line about records that are no observations
   */
  ReplayResult replayTopics(
      ServiceConfig config,
      ForecastSpec spec,
      Forecasters models,
      Predicate<String> series,
      BiConsumer<Event, Map<String, String>> events,
      Runnable ended,
      Consumer<String> tell) {
    ReplayResult result = ReplayResult.NONE;
    for (String topic : topics) {
      TopicHistory.Read read =
          new TopicHistory(spec, models, config.kafka().asMap(), topic).run(series, events);
      report(topic, read.refused(), tell);
      ended.run();
      result = result.plus(read.result());
    }
    return result;
  }

  /** Says how many records of a topic are no observations, if there are any. */
  static void report(String topic, long refused, Consumer<String> tell) {
    if (refused > 0) {
      tell.accept(topic + ": " + refused + " records are no observations");
    }
  }
}
