package io.wavecast.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The backtest against a plain computation from the definitions, one forecast at a time. The series
 * is hourly, a day with noise.
 */
class PlainBacktestTest {
  private static final int STRIDE = 7;
  private static final int PERIOD = 24;
  private static final double[] LEVELS = {0.1, 0.5, 0.9};
  private static final double[] X = wave();

  /** A value, its forecast and their lead time. */
  private record Pair(double y, double f, int lead) {}

  private static double[] wave() {
    Random random = new Random(11);
    double[] x = new double[333];
    for (int t = 0; t < x.length; t++) {
      x[t] = (float) (2 + Math.sin(2 * Math.PI * t / PERIOD) + 0.5 * random.nextGaussian());
    }
    return x;
  }

  private static RecordedSeries series() {
    long[] times = new long[X.length];
    Arrays.setAll(times, t -> 3_600_000L * t);
    float[] values = new float[X.length];
    for (int t = 0; t < values.length; t++) {
      values[t] = (float) X[t];
    }
    return new RecordedSeries("plain", "wave", times, values);
  }

  /** The forecast for {@code lead} steps after the 50 values {@code w}. */
  private static double forecast(SimpleMethod method, double[] w, int lead) {
    return switch (method) {
      case NAIVE -> w[49];
      case SEASONAL -> w[50 - PERIOD + (lead - 1)];
      case DRIFT -> w[49] + lead * (w[49] - w[0]) / 49;
      case MEAN -> Arrays.stream(w).sum() / 50;
      case SMOOTHING -> smoothed(w);
    };
  }

  /** The level as a weighted sum of the window, with the factor whose forecasts in it err least. */
  private static double smoothed(double[] w) {
    double best = Double.POSITIVE_INFINITY;
    double level = Double.NaN;
    for (double factor : new double[] {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1}) {
      double error = 0;
      for (int t = 1; t < 50; t++) {
        error += Math.abs(w[t] - level(w, t, factor));
      }
      if (error < best) {
        best = error;
        level = level(w, 50, factor);
      }
    }
    return level;
  }

  /** a w[n-1] + a (1-a) w[n-2] + ... + (1-a)^(n-1) w[0]. */
  private static double level(double[] w, int n, double a) {
    double level = Math.pow(1 - a, n - 1) * w[0];
    for (int k = 1; k < n; k++) {
      level += a * Math.pow(1 - a, n - 1 - k) * w[k];
    }
    return level;
  }

  private static List<Pair> pairs(SimpleMethod method) {
    List<Pair> pairs = new ArrayList<>();
    for (int origin = 50; origin + 10 <= X.length; origin += STRIDE) {
      double[] window = Arrays.copyOfRange(X, origin - 50, origin);
      for (int lead = 1; lead <= 10; lead++) {
        pairs.add(new Pair(X[origin + lead - 1], forecast(method, window, lead), lead));
      }
    }
    return pairs;
  }

  private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
    return pairs.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  @ParameterizedTest
  @EnumSource
  void errors_are_those_of_the_definitions(SimpleMethod method) {
    SeriesResult result = new Backtest(List.of(), STRIDE, 1).run(List.of(series()), r -> {}).get(0);
    String name = method.name().toLowerCase(java.util.Locale.ROOT);
    List<Pair> pairs = pairs(method);
    double step = 0;
    for (int t = 1; t < X.length; t++) {
      step += Math.abs(X[t] - X[t - 1]) / (X.length - 1);
    }
    double mae = mean(pairs, p -> Math.abs(p.y() - p.f()));
    double naive = mean(pairs(SimpleMethod.NAIVE), p -> Math.abs(p.y() - p.f()));
    double seasonal = mean(pairs(SimpleMethod.SEASONAL), p -> Math.abs(p.y() - p.f()));

    assertThat(result.origins()).isEqualTo(pairs.size() / 10);
    assertThat(result.period()).isEqualTo(PERIOD);
    assertThat(result.mae(name)).isCloseTo(mae, within(1e-6));
    assertThat(result.mase(name)).isCloseTo(mae / step, within(1e-6));
    assertThat(result.toNaive(name)).isCloseTo(mae / naive, within(1e-6));
    assertThat(result.toBetter(name)).isCloseTo(mae / Math.min(naive, seasonal), within(1e-6));
    for (int lead = 1; lead <= 10; lead++) {
      int only = lead;
      List<Pair> ahead = pairs.stream().filter(p -> p.lead() == only).toList();
      assertThat(result.of(name).mae().get(lead - 1))
          .isCloseTo(mean(ahead, p -> Math.abs(p.y() - p.f())), within(1e-6));
      assertThat(result.of(name).smape().get(lead - 1))
          .isCloseTo(
              mean(ahead, p -> 200 * Math.abs(p.y() - p.f()) / (Math.abs(p.y()) + Math.abs(p.f()))),
              within(1e-4));
    }
  }

  /** Quantiles that move from origin to origin and lead to lead. */
  @Test
  void quantiles_are_scored_as_defined() {
    int[] origins = {50, 61, 200, 323};
    float[] quantiles = new float[origins.length * 10 * LEVELS.length];
    Random random = new Random(3);
    for (int i = 0; i < quantiles.length; i += LEVELS.length) {
      float middle = (float) (2 + random.nextGaussian());
      quantiles[i] = middle - 1;
      quantiles[i + 1] = middle;
      quantiles[i + 2] = middle + 1.5f;
    }

    Measures measures =
        Measures.of(
            new Method.Forecasts(new float[40], List.of(0.1, 0.5, 0.9), quantiles),
            series(),
            origins);

    for (int h = 0; h < 10; h++) {
      double pinball = 0;
      double covered = 0;
      for (int i = 0; i < origins.length; i++) {
        double y = X[origins[i] + h];
        int at = (i * 10 + h) * 3;
        for (int k = 0; k < 3; k++) {
          double q = quantiles[at + k];
          pinball += 2 * (y >= q ? LEVELS[k] * (y - q) : (1 - LEVELS[k]) * (q - y)) / 3 / 4;
        }
        covered += quantiles[at] <= y && y <= quantiles[at + 2] ? 0.25 : 0;
      }
      assertThat(measures.pinball().get(h)).isCloseTo(pinball, within(1e-9));
      assertThat(measures.coverage().get(h)).isEqualTo(covered);
      assertThat(measures.width().get(h)).isCloseTo(2.5, within(1e-6));
    }
    assertThat(Measures.mean(measures.coverage())).isBetween(0.3, 0.9);
  }
}
