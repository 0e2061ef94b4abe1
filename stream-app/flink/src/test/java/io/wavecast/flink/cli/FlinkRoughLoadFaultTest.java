package io.wavecast.flink.cli;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoughLoad;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A {@link RoughLoad}, while the broker, the job or both are killed, and each job has another
 * number of subtasks than the one before. With {@code -Dwavecast.long} a hundred kills in place of
 * three.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class FlinkRoughLoadFaultTest {
  /** Dead letters of late records and of unreadable ones come from two operators, in any order. */
  private static final String OWN_KEYS = "p";

  private static final int KILLS = Kills.LONG ? 100 : 3;

  @TempDir Path dir;

  @Test
  void kills_of_job_and_broker_lose_nothing_of_a_rough_load() throws Exception {
    try (FlinkLoad flink =
        new FlinkLoad(
            dir,
            Map.of("input.late-policy", "dead-letter"),
            RoughLoad.observations(FlinkLoad.TOPICS.observations(), OWN_KEYS))) {
      LauncherProcess job = flink.run("--parallelism", "2");
      flink.load().awaitFullWindows();
      double longest = 0;
      for (int i = 0; i < KILLS; i++) {
        int victim = (i + 2) % 3;
        if (victim != 0) {
          job.kill().exit();
        }
        if (victim != 1) {
          flink.broker().kill();
          flink.broker().restart();
        }
        if (victim != 0) {
          job = flink.run("--parallelism", Integer.toString(1 + (i + 2) % 4));
        }
        longest = Math.max(longest, flink.load().awaitRounds(1));
      }
      System.out.printf(
          "flink, rough load: %d kills, first forecasts at most %.1f s after the processes ran%n",
          KILLS, longest);
      flink.assertRecomputed("flink, rough load, seed " + Kills.SEED);
    }
  }
}
