package io.wavecast.service.cli;

import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.csv.CsvFiles;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.replay.Replay;
import io.wavecast.service.replay.ReplayResult;
import io.wavecast.service.topics.ObservationTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where recorded values lie.
 *
 * @param files CSV files
 * @param topics those that arguments name as {@code kafka://TOPIC}
 */
record Recorded(CsvFiles files, List<String> topics) {
  static Recorded of(List<Path> arguments) {
    return new Recorded(
        CsvFiles.of(
            arguments.stream().filter(path -> ObservationTopic.nameOf(path).isEmpty()).toList()),
        arguments.stream().flatMap(path -> ObservationTopic.nameOf(path).stream()).toList());
  }

  /**
   * Replays the files, then what is on the topics now.
   *
   * @param out folder of the forecasts of files; null: they are not written
   * @param series which series of topics, by their keys
   * @param ended runs after each file and topic
   * @param tell takes lines about files without values and records that are no observations
   */
  ReplayResult replay(
      Replay replay,
      ServiceConfig config,
      CsvReading reading,
      @Nullable Path out,
      Predicate<String> series,
      Progress progress,
      Runnable ended,
      Consumer<String> tell) {
    ReplayResult result = ReplayResult.NONE;
    for (Map.Entry<String, Path> each : files.bySeries().entrySet()) {
      if (replay.ending().getAsBoolean()) {
        break;
      }
      Path file = each.getValue();
      ReplayResult one =
          replay.file(file, each.getKey(), reading, out, progress.next(each.getKey(), file));
      CsvOptions.tellIfEmpty(file, one.observations(), files.bySeries().size(), tell);
      result = result.plus(one);
      ended.run();
      if (replay.ending().getAsBoolean()) {
        tell.accept("interrupted: only a part of " + file + " is forecast");
      }
    }
    for (String topic : topics) {
      Map<String, String> client = config.kafka().asMap();
      result =
          result.plus(replay.topic(client, topic, series, count -> report(topic, count, tell)));
      ended.run();
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
