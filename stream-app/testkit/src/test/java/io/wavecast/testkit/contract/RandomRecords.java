package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.testkit.contract.Scenario.Expected;
import io.wavecast.testkit.contract.Scenario.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Records as life brings them: jitter, gaps short and long, duplicates, late ones, garbage. Every
 * fifth series has a model of another shape.
 */
final class RandomRecords {
  static final Expected UNKNOWN = new Expected("unknown", "", "", 0, Optional.empty());

  private RandomRecords() {}

  static List<Line> of(long seed, int series, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = new ArrayList<>();
    long[] now = new long[series];
    for (int i = 0; i < n; i++) {
      int s = random.nextInt(series);
      double what = random.nextDouble();
      if (what < 0.02) {
        now[s] += 1000L * (2 + random.nextInt(4));
      } else if (what < 0.025) {
        now[s] += 1000L * (10 + random.nextInt(100));
      } else if (what < 0.05) {
        now[s] -= 1000L * random.nextInt(2);
      } else {
        now[s] += 950 + random.nextInt(100);
      }
      long time = Math.max(0, now[s]);
      String value = what > 0.99 ? "\"garbage\"" : Float.toString((float) random.nextDouble());
      records.add(
          new Line(
              ((s % 5 == 4 ? "wide" : "s") + s).getBytes(UTF_8),
              "{\"timestamp\":%d,\"value\":%s}".formatted(time, value).getBytes(UTF_8),
              time,
              UNKNOWN));
    }
    return records;
  }
}
