package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.load.ArrivalGaps;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instances of {@code serve} with the default model, restarted in turn under load. It prints the
 * longest time without a forecast of any series. With {@code -Dwavecast.long} there are three
 * instances, with either group protocol; with {@code -Dwavecast.home=FOLDER} they run an installed
 * release archive.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RollingRestartTest {
  private static final int INSTANCES = Kills.LONG ? 3 : 2;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SERIES = 200;
  private static final int FULL_WINDOWS = 65;
  private static final int SOME_ROUNDS = 30;

  @TempDir Path dir;

  static Stream<String> protocols() {
    return Kills.LONG ? Stream.of("classic", "streams") : Stream.of("streams");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void restarts_in_turn_lose_and_duplicate_nothing(String protocol) throws Exception {
    List<ServeProcess> running = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      for (int i = 0; i < INSTANCES; i++) {
        running.add(start(servers, protocol, i));
      }
      for (ServeProcess serve : running) {
        await().atMost(PATIENCE).until(serve::isReady);
      }
      try (ArrivalGaps gaps = new ArrivalGaps(servers, TOPICS.forecasts());
          RoundLoad load =
              new RoundLoad(
                  servers,
                  Duration.ofMillis(100),
                  RoundLoad.observations(TOPICS.observations(), SERIES));
          ForecastVerdict verdict = ForecastVerdict.ofAnyModel(servers, TOPICS.forecasts())) {
        assertThat(verdict.readOn((long) FULL_WINDOWS * SERIES)).isTrue();
        for (int i = 0; i < INSTANCES; i++) {
          var unused = gaps.takeLongest();
          assertThat(running.get(i).terminate()).as("%s", running.get(i).output()).isZero();
          running.set(i, start(servers, protocol, i));
          await().atMost(PATIENCE).until(running.get(i)::isReady);
          assertThat(verdict.readOn((long) SOME_ROUNDS * SERIES)).isTrue();
          System.out.printf(
              "restart of serve, %s: instance %d, longest gap %s%n",
              protocol, i, gaps.takeLongest());
        }
        verdict.assertEachOnce(SERIES, load.stop(), protocol);
      }
    } finally {
      running.forEach(ServeProcess::close);
    }
  }

  private ServeProcess start(String servers, String protocol, int instance) {
    return new ServeProcess(
        servers,
        dir.resolve("data-" + instance),
        "--topics-partitions=12",
        "--group-protocol=" + protocol,
        "--group-session-timeout=30s",
        "--kafka=group.instance.id=instance-" + instance);
  }
}
