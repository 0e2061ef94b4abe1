package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The score equals its formula, computed from the values themselves. */
class ScoreTest {
  private static final double[] WEIGHTS = {1, 0.8, 0.5, 0.4, 0.2, 0.2, 0.2};
  private static final int N = 700;

  private final float[] x = new float[N];
  private final float[] usual = new float[48];

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_score_is_the_weighted_sum_of_decaying_novelties(Profile profile) {
    SplittableRandom random = new SplittableRandom(8);
    byte[] data = DeviationState.EMPTY.dataFor(profile);
    byte[][] memories = new byte[profile.features][IntervalMemory.size(profile.slots)];
    double[] novelties = new double[profile.features];
    Arrays.fill(usual, Float.NaN);
    double highest = 0;
    for (int n = 0; n < N; n++) {
      long time = 1_700_000_000_000L + n * 600_000L;
      x[n] = (float) (random.nextDouble() + (n % 97 == 96 ? n / 20.0 : 0));
      float[] errors = new float[10];
      errors[0] = n < 20 ? Float.NaN : (float) (random.nextDouble() * (n % 89 == 0 ? 9 : 1));
      errors[9] = n < 40 ? Float.NaN : (float) (random.nextDouble() * (n % 83 == 0 ? 9 : 1));
      int half = (int) (time % 86_400_000 / 1_800_000);

      RollingStats.add(data, Layout.ROLLING, n, x[n]);
      Layout.INT.set(data, Layout.COUNT, n);
      double score = Score.update(data, profile, time, x[n], errors);
      Score.learnPhase(data, profile, time, x[n], 0.5);

      float[] features = features(n, errors, half);
      double sum = 0;
      for (int f = 0; f < profile.features; f++) {
        double novelty =
            Float.isFinite(features[f])
                ? IntervalMemory.add(memories[f], 0, profile.slots, features[f], n)
                : 0;
        novelties[f] = Math.max(0.8 * novelties[f], novelty);
        sum += WEIGHTS[f] * novelties[f];
      }
      usual[half] =
          Float.isNaN(usual[half]) ? x[n] : (float) (usual[half] + 0.125 * (x[n] - usual[half]));
      assertThat(score).as("n %d", n).isCloseTo(sum * n / (n + 400.0) / 0.9, within(1e-4));
      highest = Math.max(highest, score);
    }
    assertThat(highest).isGreaterThan(1);
  }

  private float[] features(int n, float[] errors, int half) {
    float[] last10 = Arrays.copyOfRange(x, Math.max(0, n - 9), n + 1);
    int blocks = (n + 1) / 10 * 10;
    float[] last50 =
        Arrays.copyOfRange(x, Math.min(Math.max(blocks - 50, 0), Math.max(n - 9, 0)), n + 1);
    float[] before = Arrays.copyOfRange(x, Math.max(blocks - 50, 0), Math.max(blocks - 10, 0));
    return new float[] {
      x[n],
      (float) stream(last10).min().orElseThrow(),
      (float) stream(last50).max().orElseThrow() - (float) stream(last50).min().orElseThrow(),
      errors[0],
      errors[9],
      x[n] - (Float.isNaN(usual[half]) ? x[Math.max(n - 1, 0)] : usual[half]),
      n + 1 < 50
          ? Float.NaN
          : (float)
              (stream(last10).average().orElseThrow() - stream(before).average().orElseThrow())
    };
  }

  private static DoubleStream stream(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return Arrays.stream(doubles);
  }
}
