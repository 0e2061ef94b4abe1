package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Observations as bad producers send them: half of them are of one series, one in twenty is
 * repeated, one in twenty comes again late, as a reordered one, and one record of a round cannot be
 * read. The series alert now and then.
 */
public final class RoughLoad {
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

  private RoughLoad() {}

  /**
   * The rounds of {@link WatchedLoad#SERIES} series and the one that is half of the load.
   *
   * @param topic of observations
   * @param unreadable what the keys of the records that cannot be read begin with; {@code s} for
   *     those of series
   */
  public static RoundLoad.Round observations(String topic, String unreadable) {
    return (round, sender) -> {
      SplittableRandom random = new SplittableRandom(Kills.SEED + round);
      for (int i = 0; i < WatchedLoad.SERIES; i++) {
        send(topic, sender, random, "hot", round * WatchedLoad.SERIES + i);
        send(topic, sender, random, "s" + i, round);
      }
      String poison = POISON.get(round % POISON.size());
      sender.send(topic, null, unreadable + round % 7, poison.getBytes(UTF_8));
    };
  }

  private static void send(
      String topic, RoundLoad.Sender sender, SplittableRandom random, String series, int n) {
    int odd = random.nextInt(20);
    observe(topic, sender, series, n);
    if (odd == 0) {
      observe(topic, sender, series, n);
    } else if (odd == 1) {
      observe(topic, sender, series, Math.max(0, n - 1 - random.nextInt(5)));
    }
  }

  private static void observe(String topic, RoundLoad.Sender sender, String series, int n) {
    double fault = n % 150 > 138 ? 400 : 0;
    double value = Math.rint(100 * Math.sin(n / 9.0 + series.length()) + fault);
    String json =
        "{\"timestamp\":%d,\"value\":%s}".formatted(RoundLoad.time(0) + (long) n * STEP_MS, value);
    sender.send(topic, null, series, json.getBytes(UTF_8));
  }
}
