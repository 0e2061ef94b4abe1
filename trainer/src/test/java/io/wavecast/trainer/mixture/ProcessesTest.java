package io.wavecast.trainer.mixture;

import static io.wavecast.trainer.mixture.Sampled.DRAWS;
import static io.wavecast.trainer.mixture.Sampled.correlation;
import static io.wavecast.trainer.mixture.Sampled.series;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The families that wander: levels, growth, ARIMA, and patterns on a level. */
class ProcessesTest {
  private static final Family LEVELS = new Levels();

  /** The correlation of neighbouring increments distinguishes the processes. */
  @ParameterizedTest(name = "kind {0} to {1}")
  @CsvSource({
    "0.0, 0.2, -0.05, 0.05", // a random walk's increments are white
    "0.2, 0.5, -0.5, -0.25", // noise over a walk turns back at once
    "0.5, 0.8, -0.5, -0.05", // AR(1) is pulled back
    "0.8, 0.9, 0.1, 0.9", // a pendulum swings on
    "0.9, 1.0, 0.5, 0.99", // a damped trend keeps its slope
  })
  void levels_wander_as_their_process_does(double from, double to, double least, double most) {
    double products = 0;
    double squares = 0;
    for (double[] s : series(LEVELS, kind -> kind >= from && kind < to)) {
      double unit = Series.unit(s);
      for (int t = 2; t < s.length; t++) {
        products += (s[t] - s[t - 1]) * (s[t - 1] - s[t - 2]) / (unit * unit);
        squares += (s[t] - s[t - 1]) * (s[t] - s[t - 1]) / (unit * unit);
      }
    }

    assertThat(products / squares).isBetween(least, most);
  }

  /** The first draw chooses the period: 24 for the six first of fifteen. */
  @Test
  void a_structural_series_is_like_itself_a_period_ago() {
    Family structural = new Structural(LEVELS);
    double period = 0;
    double half = 0;
    for (long seed = 0; seed < DRAWS; seed++) {
      if (new RandomDraws(seed).below(15) < 6) {
        double[] s = structural.draw(new RandomDraws(seed));
        period += correlation(s, 24);
        half += correlation(s, 12);
      }
    }

    assertThat(period / DRAWS).isGreaterThan(half / DRAWS + 0.1);
  }

  /** A year of months: seven of eighteen periods, in 65 % of the series. */
  @Test
  void counted_series_are_positive_of_unit_spread_and_many_have_a_year_of_months() {
    List<double[]> all = series(new Growth(), kind -> true);

    assertThat(all).allMatch(s -> Arrays.stream(s).allMatch(v -> v >= 0));
    assertThat(all).allMatch(s -> Math.abs(Series.deviation(s) - 1) < 1e-6);
    double beside = (mean(all, 11) + mean(all, 13)) / 2;
    assertThat(mean(all, 12)).isGreaterThan(beside + 0.05);
  }

  private static double mean(List<double[]> all, int lag) {
    return all.stream().mapToDouble(s -> correlation(s, lag)).average().orElseThrow();
  }

  /** The first draw chooses how often a process is summed. */
  @ParameterizedTest(name = "kind {0} to {1}")
  @CsvSource({
    "0.0, 0.2, 0.6, 1.2", // 1 for white noise
    "0.2, 0.75, 0.05, 0.45", // a walk changes little from value to value
    "0.75, 1.0, 0.0, 0.1", // a summed walk hardly at all
  })
  void processes_wander_the_further_the_more_often_they_are_summed(
      double from, double to, double least, double most) {
    List<double[]> all = series(new Integrated(), kind -> kind >= from && kind < to);

    assertThat(all).allMatch(s -> Math.abs(Series.deviation(s) - 1) < 1e-6);
    double change = // half of the mean square of a change, in units of the variance
        all.stream()
            .mapToDouble(
                s -> IntStream.range(1, 60).mapToDouble(t -> square(s[t] - s[t - 1])).sum())
            .map(sum -> sum / 59 / 2)
            .average()
            .orElseThrow();
    assertThat(change).isBetween(least, most);
  }

  private static double square(double value) {
    return value * value;
  }
}
