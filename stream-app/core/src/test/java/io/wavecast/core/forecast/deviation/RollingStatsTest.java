package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingStatsTest {
  private static final int AT = 3;

  private final byte[] data = new byte[AT + RollingStats.SIZE + 5];

  @Test
  void statistics_equal_those_of_the_values_themselves() {
    SplittableRandom random = new SplittableRandom(3);
    float[] x = new float[250];
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) (100 * random.nextDouble() - 30);

      RollingStats.add(data, AT, n, x[n]);

      int inBlocks = (n + 1) / 10 * 10;
      int ranged = Math.max(inBlocks - 50, 0);
      assertThat(RollingStats.previous(data, AT, n)).isEqualTo(x[Math.max(n - 1, 0)]);
      assertThat(RollingStats.min(data, AT, n)).as("n %d", n).isEqualTo(min(x, n - 9, n));
      assertThat(RollingStats.range(data, AT, n))
          .as("n %d", n)
          .isEqualTo(max(x, Math.min(ranged, n - 9), n) - min(x, Math.min(ranged, n - 9), n));
      if (n + 1 < 50) {
        assertThat(RollingStats.shift(data, AT, n)).isNaN();
      } else {
        double before = mean(x, inBlocks - 50, inBlocks - 11);
        assertThat(RollingStats.shift(data, AT, n))
            .as("n %d", n)
            .isCloseTo((float) (mean(x, n - 9, n) - before), within(1e-4f));
      }
    }
  }

  @Test
  void bytes_around_the_statistics_are_not_touched() {
    for (int n = 0; n < 120; n++) {
      RollingStats.add(data, AT, n, -1);
    }

    assertThat(Arrays.copyOf(data, AT)).containsOnly(0);
    assertThat(Arrays.copyOfRange(data, AT + RollingStats.SIZE, data.length)).containsOnly(0);
  }

  private static float min(float[] x, int from, int to) {
    return (float) range(x, from, to).mapToDouble(i -> x[i]).min().orElseThrow();
  }

  private static float max(float[] x, int from, int to) {
    return (float) range(x, from, to).mapToDouble(i -> x[i]).max().orElseThrow();
  }

  private static double mean(float[] x, int from, int to) {
    return range(x, from, to).mapToDouble(i -> x[i]).average().orElseThrow();
  }

  private static IntStream range(float[] x, int from, int to) {
    return IntStream.rangeClosed(Math.max(from, 0), to);
  }
}
