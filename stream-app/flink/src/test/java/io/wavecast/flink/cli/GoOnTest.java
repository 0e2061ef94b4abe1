package io.wavecast.flink.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.Topics;
import io.wavecast.schemas.json.ForecastCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wavecast flink run} that is stopped or killed and goes on, as a process of its own. */
class GoOnTest {
  private static final int SERIES = 5;
  private static final long MINUTE = 60_000;

  @TempDir static Path dir;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(dir.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void it_goes_on_from_the_newest_savepoint_or_checkpoint() throws Exception {
    Topics topics = topics("on.");
    broker.produce(topics, SERIES, 0, 60);
    try (LauncherProcess first = run("on.")) {
      broker.await(topics.forecasts(), SERIES * 59);
      first.stop().exit();

      assertThat(first.err())
          .hasSize(2)
          .element(1)
          .asString()
          .startsWith("wavecast: stopped, with savepoint file:" + checkpoints("on."));
    }
    broker.produce(topics, SERIES, 60, 70);
    try (LauncherProcess second = run("on.")) {
      broker.await(topics.forecasts(), SERIES * 69);
      await().atMost(60, SECONDS).until(() -> kinds("on.").equals(List.of("chk")));
      second.kill().exit();

      assertThat(second.err())
          .singleElement()
          .asString()
          .matches("wavecast: running, from file:.*/savepoint-[^ ]*, Ctrl-C stops");
    }
    broker.produce(topics, SERIES, 70, 80);
    try (LauncherProcess third = run("on.")) {
      assertOneForecastAnObservation(topics, 80);
      third.stop().exit();

      assertThat(third.err().get(0))
          .matches("wavecast: running, from file:.*/chk-[0-9]+, Ctrl-C stops");
    }
  }

  @Test
  void what_was_stopped_and_begins_with_empty_states_repeats_no_observation() throws Exception {
    Topics topics = topics("none.");
    broker.produce(topics, SERIES, 0, 60);
    try (LauncherProcess first = run("none.")) {
      broker.await(topics.forecasts(), SERIES * 59);
      first.stop().exit();
    }
    broker.produce(topics, SERIES, 60, 70);
    try (LauncherProcess second = run("none.", "--restore", "none")) {
      // the first observation of empty states has no forecast
      Map<String, List<Long>> origins = origins(topics, 59 + 9);

      assertThat(origins.values())
          .allSatisfy(
              minutes ->
                  assertThat(minutes)
                      .containsExactlyElementsOf(
                          LongStream.concat(LongStream.range(1, 60), LongStream.range(61, 70))
                              .boxed()
                              .toList()));
      second.stop().exit();
      assertThat(second.err().get(0)).isEqualTo("wavecast: running, Ctrl-C stops");
    }
  }

  private static LauncherProcess run(String prefix, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    args.addAll(List.of("--topics-prefix", prefix, "--application-id", prefix + "job"));
    args.addAll(List.of("--data-dir", dir.resolve(prefix).toString()));
    args.addAll(List.of(options));
    return LauncherProcess.start(dir, args.toArray(String[]::new));
  }

  private static Path checkpoints(String prefix) {
    return dir.resolve(prefix).resolve("checkpoints");
  }

  /** What lies among checkpoints: savepoints, and whole checkpoints, once each kind. */
  private static List<String> kinds(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints(prefix))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString().replaceFirst("-.*", ""))
          .distinct()
          .toList();
    }
  }

  private static Topics topics(String prefix) {
    Topics topics = Topics.withPrefix(prefix);
    broker.create(topics);
    return topics;
  }

  private static void assertOneForecastAnObservation(Topics topics, int minutes) {
    assertThat(origins(topics, minutes - 1).values())
        .allSatisfy(
            ofSeries ->
                assertThat(ofSeries)
                    .containsExactlyElementsOf(LongStream.range(1, minutes).boxed().toList()));
  }

  /** The minutes of the forecasts of each series, in their order, once there are so many. */
  private static Map<String, List<Long>> origins(Topics topics, int each) {
    Map<String, List<Long>> origins = new TreeMap<>();
    broker
        .committed(topics.forecasts(), all -> all.size() >= SERIES * each)
        .forEach(
            record -> {
              Forecast f = ForecastCodec.read(record.value());
              origins.computeIfAbsent(f.series(), s -> new ArrayList<>()).add(f.origin() / MINUTE);
            });
    assertThat(origins).hasSize(SERIES);
    return origins;
  }
}
