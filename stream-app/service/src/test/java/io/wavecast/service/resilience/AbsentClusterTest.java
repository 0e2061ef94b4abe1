package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service before its cluster, and without it for a while: for longer than clients wait, so that
 * the ends of transactions and requests for offsets have no answer. With {@code -Dwavecast.long}
 * the cluster appears 60 s late and vanishes for 3 minutes, and clients wait as long as they do by
 * default.
 */
@Tag("slow")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class AbsentClusterTest {
  private static final Duration LATE = Duration.ofSeconds(Kills.LONG ? 60 : 1);
  private static final Duration AWAY = Duration.ofSeconds(Kills.LONG ? 180 : 15);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SERIES = 40;
  private static final List<String> IMPATIENT =
      List.of(
          "--kafka=producer.max.block.ms=1000",
          "--kafka=admin.request.timeout.ms=1000",
          "--kafka=admin.default.api.timeout.ms=2000");

  private final int port = FreePorts.next();
  private final String servers = "127.0.0.1:" + port;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams"})
  void a_cluster_that_appears_late_and_vanishes_is_recovered_from(String protocol)
      throws Exception {
    List<String> options = new ArrayList<>(Kills.LONG ? List.of() : IMPATIENT);
    options.add("--group-protocol=" + protocol);
    try (ServeProcess serve =
        new ServeProcess(servers, dir.resolve("data"), options.toArray(String[]::new))) {
      await().atMost(PATIENCE).until(() -> notReady(serve).contains("no answer from the cluster"));
      assertThat(serve.get("/health/live")).contains("live");
      away(LATE);

      try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"), port, Map.of())) {
        long appeared = System.nanoTime();
        await().atMost(PATIENCE).until(serve::isReady);
        vanish(broker, serve, seconds(appeared, System.nanoTime()));
        assertThat(serve.terminate()).isZero();
      }
    }
  }

  private void vanish(BrokerProcess broker, ServeProcess serve, double ready)
      throws InterruptedException {
    try (RoundLoad load =
            new RoundLoad(
                servers,
                Duration.ofMillis(100),
                RoundLoad.observations(TOPICS.observations(), SERIES));
        ForecastVerdict verdict = ForecastVerdict.ofAnyModel(servers, TOPICS.forecasts())) {
      assertThat(verdict.readOn(65 * SERIES)).isTrue();
      broker.kill();
      away(AWAY);
      broker.restart();
      long back = System.nanoTime();
      assertThat(verdict.readOn(20 * SERIES)).as("%s", serve.output()).isTrue();
      await().atMost(PATIENCE).until(serve::isReady);
      System.out.printf(
          "absent cluster: %d s late, ready %.1f s after; %d s away, forecasts %.1f s after%n",
          LATE.toSeconds(), ready, AWAY.toSeconds(), seconds(back, System.nanoTime()));
      verdict.assertEachOnce(SERIES, load.stop(), serve.output().toString());
    }
  }

  @Test
  void a_service_that_waits_ends_at_once() throws Exception {
    try (ServeProcess serve =
        new ServeProcess("absent.invalid:9092", dir.resolve("data"), "--shutdown-timeout", "5s")) {
      await()
          .atMost(PATIENCE)
          .until(() -> notReady(serve).contains("no host name of bootstrap.servers can be"));

      int code = serve.terminate();

      assertThat(code).isZero();
      assertThat(serve.output())
          .singleElement()
          .asString()
          .contains("waiting for the cluster: no host name of bootstrap.servers can be resolved");
    }
  }

  private static String notReady(ServeProcess serve) throws InterruptedException {
    String answer = serve.get("/health/ready");
    return answer.contains("not ready") ? answer : "";
  }

  /** The cluster stays away. */
  private static void away(Duration time) {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
