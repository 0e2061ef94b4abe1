package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoughLoad;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half of the load is one series, producers repeat and reorder, some records cannot be read; and
 * meanwhile the service, the broker or both are killed at random. With {@code -Dwavecast.long} a
 * hundred kills in place of three.
 */
@Tag("slow")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class RoughLoadFaultTest {
  private static final int KILLS = Kills.LONG ? 100 : 3;

  @TempDir Path dir;

  @Test
  void kills_of_service_and_broker_lose_nothing_of_a_rough_load() throws Exception {
    SplittableRandom random = new SplittableRandom(Kills.SEED);
    try (ServedLoad served =
        new ServedLoad(
            dir,
            Map.of("input.late-policy", "dead-letter"),
            RoughLoad.observations(TOPICS.observations(), "s"))) {
      ServeProcess serve = served.serve("a");
      served.load().awaitFullWindows();
      double longest = 0;
      for (int i = 0; i < KILLS; i++) {
        int victim = (i + 2) % 3;
        if (victim != 0) {
          serve.kill();
        }
        if (victim != 1) {
          served.broker().kill();
          served.broker().restart();
        }
        if (victim != 0) {
          serve = served.serve("a");
        }
        longest = Math.max(longest, served.load().awaitRounds(1));
        serve.runsFor(random.nextLong(1500));
      }
      System.out.printf(
          "rough load: %d kills, first forecasts at most %.1f s after the processes were ready%n",
          KILLS, longest);
      served.assertRecomputed("rough load, seed " + Kills.SEED);
    }
  }
}
