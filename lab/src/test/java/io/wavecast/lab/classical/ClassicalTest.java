package io.wavecast.lab.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.backtest.Method.Forecasts;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassicalTest {
  private static final long SEED = 13;
  private static final int HOUR = 3_600_000;
  private static final double Z80 = 1.281552;

  /**
   * Oil production of Saudi Arabia, 1996 to 2013, million tonnes: section 7.1 of Hyndman and
   * Athanasopoulos, "Forecasting: principles and practice", 2nd edition.
   */
  private static final double[] OIL = {
    445.3641, 453.1950, 454.4096, 422.3789, 456.0371, 440.3866, 425.1944, 486.2052, 500.4291,
    521.2759, 508.9488, 488.8889, 509.8706, 456.7229, 473.8166, 525.9509, 549.8338, 542.3405
  };

  @Test
  void simple_smoothing_gives_the_published_forecasts_and_intervals_of_r() {
    double unit = Arrays.stream(OIL).average().orElseThrow();
    double[] x = Arrays.stream(OIL).map(v -> v / unit).toArray();

    Ets fitted = new EtsFit(x, 0).fit(EtsForm.SIMPLE);
    List<double[]> ahead = fitted.forecast(x, 3);

    // ses(oildata, h = 5) of R's package forecast
    assertThat(fitted.parameters()[0]).isCloseTo(0.8339, within(0.0005));
    assertThat(ahead.get(0)[0] * unit).isCloseTo(542.6806, within(0.001));
    double[] lower = {504.4541, 492.9073, 483.5747};
    for (int h = 0; h < 3; h++) {
      double got = (ahead.get(0)[h] - Z80 * ahead.get(1)[h]) * unit;
      assertThat(got).as("lead time %d", h + 1).isCloseTo(lower[h], within(0.01));
    }
  }

  @Test
  void automatic_smoothing_finds_a_trend_and_a_season() {
    double[] x = values(t -> 3 + 0.05 * t + 0.8 * Math.sin(2 * Math.PI * t / 7), 0.05);

    Ets fitted = new EtsFit(x, 7).automatic();

    assertThat(fitted.form().hasTrend()).isTrue();
    assertThat(fitted.form().season()).isNotEqualTo(EtsForm.Season.NONE);
    List<double[]> ahead = fitted.forecast(x, 10);
    for (int h = 0; h < 10; h++) {
      double expected = 3 + 0.05 * (50 + h) + 0.8 * Math.sin(2 * Math.PI * (50 + h) / 7);
      assertThat(ahead.get(0)[h]).as("lead time %d", h + 1).isCloseTo(expected, within(0.25));
    }
  }

  @Test
  void automatic_smoothing_finds_neither_in_noise() {
    Ets fitted = new EtsFit(values(t -> 3, 0.3), 7).automatic();

    assertThat(fitted.form().trend()).isEqualTo(EtsForm.Trend.NONE);
    assertThat(fitted.form().season()).isEqualTo(EtsForm.Season.NONE);
  }

  @Test
  void simulated_intervals_are_those_of_the_formula_where_both_apply() {
    double[] x = values(t -> 3 + 0.02 * t + Math.sin(2 * Math.PI * t / 7) / 2, 0.3);
    for (EtsForm form : Ets.forms(x, 7)) {
      if (form.season() != EtsForm.Season.MULTIPLICATIVE) {
        Ets fitted = new EtsFit(x, 7).fit(form);
        List<double[]> ahead = fitted.forecast(x, 10);
        double[] simulated = fitted.simulated(x, 10);
        for (int h = 0; h < 10; h++) {
          assertThat(simulated[h] / ahead.get(1)[h])
              .as("%s, lead time %d", form, h + 1)
              .isCloseTo(1, within(0.15));
        }
      }
    }
  }

  @Test
  void a_season_as_factor_has_nearly_the_intervals_of_one_that_is_added_where_it_is_small() {
    double[] x = values(t -> 3 + Math.sin(2 * Math.PI * t / 7) / 50, 0.1);
    EtsForm added = new EtsForm(true, EtsForm.Trend.NONE, EtsForm.Season.ADDITIVE);
    EtsForm factor = new EtsForm(true, EtsForm.Trend.NONE, EtsForm.Season.MULTIPLICATIVE);

    double expected = new EtsFit(x, 7).fit(added).forecast(x, 10).get(1)[9];

    assertThat(new EtsFit(x, 7).fit(factor).forecast(x, 10).get(1)[9])
        .isCloseTo(expected, within(0.15 * expected));
  }

  @Test
  void large_relative_errors_are_refused_and_intervals_stay_in_the_range_of_the_series() {
    Random random = new Random(SEED);
    double[] x = new double[50];
    for (int t = 0; t < 50; t++) {
      x[t] = Math.exp(t / 8.0 + 0.8 * random.nextGaussian());
    }

    // by the criterion alone a form with relative errors of 110 % is best, with twice the range
    Ets fitted = new EtsFit(x, 7).automatic();

    assertThat(fitted.form().isRelative()).isFalse();
    assertThat(fitted.forecast(x, 10).get(1)[9])
        .isBetween(1.0, Arrays.stream(x).max().orElseThrow());
  }

  @Test
  void theta_continues_a_line_with_half_of_its_slope() {
    double[] x = values(t -> 1 + 0.02 * t, 0);

    double[] points = WindowMethod.THETA.of(x, 0).get(0);

    // smoothing with alpha near 1 follows the line; each step adds half of its slope
    assertThat(points[1] - points[0]).isCloseTo(0.01, within(1e-6));
    assertThat(points[0]).isCloseTo(x[49] + 0.01, within(0.002));
  }

  @Test
  void naive_and_seasonal_have_the_intervals_of_their_walks() {
    double[] x = values(t -> t % 2 == 0 ? 1 : 3, 0);

    assertThat(WindowMethod.NAIVE.of(x, 0).get(1)[3]).isCloseTo(2 * 2, within(1e-9));
    assertThat(WindowMethod.SEASONAL.of(x, 2).get(0)).startsWith(1, 3, 1, 3);
    assertThat(WindowMethod.SEASONAL.of(x, 2).get(1)).containsOnly(0);
  }

  @Test
  void every_method_is_the_same_in_another_unit_and_stands_still_on_a_flat_series() {
    Random random = new Random(SEED);
    float[] walk = new float[60];
    for (int t = 1; t < 60; t++) {
      walk[t] = walk[t - 1] + (float) random.nextGaussian();
    }
    float[] larger = new float[60];
    for (int t = 0; t < 60; t++) {
      larger[t] = 1024 * walk[t];
    }
    for (WindowMethod method : WindowMethod.values()) {
      Forecasts one = method.forecast(series(walk), new int[] {50});
      Forecasts two = method.forecast(series(larger), new int[] {50});
      for (int i = 0; i < one.quantiles().length; i++) {
        assertThat(two.quantiles()[i])
            .as("%s", method)
            .isCloseTo(1024 * one.quantiles()[i], within(0.01f));
      }
      assertThat(method.forecast(series(new float[60]), new int[] {50}).quantiles())
          .as("%s", method)
          .containsOnly(0);
    }
  }

  private static RecordedSeries series(float[] values) {
    long[] times = IntStream.range(0, values.length).mapToLong(i -> (long) i * HOUR).toArray();
    return new RecordedSeries("g", "s", times, values);
  }

  private static double[] values(IntToDoubleFunction of, double noise) {
    Random random = new Random(SEED);
    return IntStream.range(0, 50)
        .mapToDouble(t -> of.applyAsDouble(t) + noise * random.nextGaussian())
        .toArray();
  }
}
