package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.flink.kafka.TestJob;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TaskManager that stands still (SIGSTOP) until the cluster has given it up, and then goes on as
 * if nothing had been: another one has its tasks, so nothing of what it still holds may be
 * committed. With {@code -Dwavecast.long} five of them.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ZombieTest {
  private static final int SERIES = 100;
  private static final int PAUSES = Kills.LONG ? 5 : 1;
  private static final long SOME = 20L * SERIES;
  private static final Duration SILENCE = Duration.ofSeconds(5);

  @TempDir Path dir;

  @Test
  void a_task_manager_that_stood_still_is_given_up_and_commits_nothing() throws Exception {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"));
        TestCluster cluster =
            new TestCluster(
                dir.resolve("flink"), 2, System.getProperty("java.class.path"), SILENCE)) {
      JobTopics topics = new JobTopics(broker, "zombie.");
      String servers = broker.bootstrapServers();
      RoundLoad.Round records = RoundLoad.observations(topics.topics().observations(), SERIES);
      try (ForecastVerdict verdict = new ForecastVerdict(servers, topics.topics().forecasts());
          RoundLoad load = new RoundLoad(servers, Duration.ofMillis(50), records)) {
        new TestJob(topics, dir, TestJob.FORECASTS, FakeModels.WINDOW_SUMS, Duration.ofMillis(2))
            .startRemote(
                cluster.restPort(),
                2,
                Map.of(
                    "execution.checkpointing.interval", "500 ms",
                    "restart-strategy.type", "fixed-delay",
                    "restart-strategy.fixed-delay.attempts", "100",
                    "restart-strategy.fixed-delay.delay", "100 ms"));
        progress(verdict, 61L * SERIES, cluster);
        for (int i = 0; i < PAUSES; i++) {
          try (FlinkProcess zombie = cluster.replacePaused()) {
            progress(verdict, SOME, cluster);
            zombie.resume();
            progress(verdict, SOME, cluster);
          }
        }
        int rounds = load.stop();
        System.out.printf("zombies on Flink: %d, ", PAUSES);
        if (Kills.LONG) {
          verdict.assertExactlyOnce(SERIES, rounds, cluster.logs());
        } else { // one pause may meet a transaction without records, so that none is aborted
          verdict.assertEachOnce(SERIES, rounds, cluster.logs());
        }
      }
    }
  }

  private static void progress(ForecastVerdict verdict, long more, TestCluster cluster) {
    assertThat(verdict.readOn(more)).as("it goes on: %s", cluster.logs()).isTrue();
  }
}
