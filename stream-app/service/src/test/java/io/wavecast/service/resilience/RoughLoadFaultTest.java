package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import java.nio.file.Path;
import java.util.List;
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
  private static final int STEP_MS = 1000;

  /** What no reader takes for an observation. */
  private static final List<String> POISON =
      List.of(
          "",
          "garbage",
          "{",
          "[]",
          "{\"timestamp\":1}",
          "{\"timestamp\":\"x\",\"value\":1}",
          "{\"timestamp\":1,\"value\":1e999}",
          "{\"timestamp\":-1,\"value\":[1]}",
          "\u0000\uFFFF".repeat(500),
          "[".repeat(5000));

  @TempDir Path dir;

  @Test
  void kills_of_service_and_broker_lose_nothing_of_a_rough_load() throws Exception {
    SplittableRandom random = new SplittableRandom(Kills.SEED);
    try (ServedLoad served =
        new ServedLoad(dir, Map.of("late-policy", "dead-letter"), RoughLoadFaultTest::send)) {
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

  private static void send(int round, RoundLoad.Sender sender) {
    SplittableRandom random = new SplittableRandom(Kills.SEED + round);
    for (int i = 0; i < ServedLoad.SERIES; i++) {
      send(sender, random, "hot", round * ServedLoad.SERIES + i);
      send(sender, random, "s" + i, round);
    }
    String poison = POISON.get(round % POISON.size());
    sender.send(TOPICS.observations(), null, "s" + round % 7, poison.getBytes(UTF_8));
  }

  /** One in twenty is repeated, one in twenty comes again late, as a reordered one. */
  private static void send(RoundLoad.Sender sender, SplittableRandom random, String series, int n) {
    int odd = random.nextInt(20);
    observe(sender, series, n);
    if (odd == 0) {
      observe(sender, series, n);
    } else if (odd == 1) {
      observe(sender, series, Math.max(0, n - 1 - random.nextInt(5)));
    }
  }

  private static void observe(RoundLoad.Sender sender, String series, int n) {
    double fault = n % 150 > 138 ? 400 : 0;
    double value = Math.rint(100 * Math.sin(n / 9.0 + series.length()) + fault);
    String json =
        "{\"timestamp\":%d,\"value\":%s}".formatted(RoundLoad.time(0) + (long) n * STEP_MS, value);
    sender.send(TOPICS.observations(), null, series, json.getBytes(UTF_8));
  }
}
