package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G1 and G2: exactly one forecast per observation, in order, whatever is killed. */
@Tag("slow")
class KillTest {
  private static final int KILLS = 10;

  /**
   * On a busy machine a process may be killed before it does anything: then it takes more kills.
   */
  private static final int MOST_KILLS = 30;

  private static final int SERIES = 200;
  private static final int PARTITIONS = 4;
  private static final long ROUND_PAUSE_MS = 100;
  private static final long LONGEST_RUN_MS = 1500;
  private static final long SEED = 20261125;

  @TempDir Path dir;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void every_observation_gets_exactly_one_forecast_across_ten_kills() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      makeTopics(servers);
      Kills kills = new Kills(() -> StreamProcess.start(servers, dir.resolve("state")));
      try (Load load = new Load(servers, SERIES, ROUND_PAUSE_MS)) {
        int n = 0;
        while (n < KILLS || (kills.recovered() == 0 && n < MOST_KILLS)) {
          kills.killAfter(random.nextLong(LONGEST_RUN_MS));
          n++;
        }
        try (ChildJvm last = kills.start()) {
          int rounds = load.stop();
          verify(servers, n, rounds, kills.recovered(last), last);
        }
      }
    }
  }

  private static void verify(String servers, int kills, int rounds, long recovered, ChildJvm last) {
    long expected = (long) SERIES * (rounds - 1);
    try (Verdict verdict = new Verdict(servers)) {
      verdict.read(expected, Duration.ofMinutes(3));
      System.out.printf(
          "kill test: %d kills, %d observations, %d forecasts, %d repeated, %d skipped, %d wrong,"
              + " %d found pending by restarts, %d offsets in the topic%n",
          kills,
          (long) SERIES * rounds,
          verdict.forecasts,
          verdict.repeated,
          verdict.skipped,
          verdict.wrong,
          recovered,
          verdict.offsets());
      assertThat(rounds).as("rounds, enough for full windows").isGreaterThan(60);
      assertThat(verdict.repeated).as("repeated or out of order, seed %d", SEED).isZero();
      assertThat(verdict.skipped).as("skipped, seed %d", SEED).isZero();
      assertThat(verdict.wrong).as("wrong window, seed %d", SEED).isZero();
      assertThat(verdict.forecasts).as("seed %d, %s", SEED, last.output()).isEqualTo(expected);
      assertThat(recovered).as("observations that waited when a process was killed").isPositive();
      assertThat(verdict.offsets()).as("offsets: some were aborted").isGreaterThan(expected);
    }
  }

  private static void makeTopics(String servers) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(
              StreamProcess.TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
  }
}
