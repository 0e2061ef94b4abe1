package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final Mixture MIXTURE = new Mixture();

  @Test
  void aSeedGivesTheSameSeriesAndAnotherSeedGivesOthers() {
    WindowSet first = MIXTURE.draw(50, 3);

    assertThat(MIXTURE.draw(50, 3).windows()).isEqualTo(first.windows());
    assertThat(MIXTURE.draw(50, 4).windows()).isNotEqualTo(first.windows());
  }

  @Test
  void everyValueIsANumberOfBoundedSize() {
    WindowSet set = MIXTURE.draw(5000, 11);

    for (int row = 0; row < set.size(); row++) {
      for (int step = 0; step < WindowSet.EXAMPLE; step++) {
        assertThat(Math.abs(set.value(row, step))).as("row %d step %d", row, step).isLessThan(1e6f);
      }
    }
  }

  @Test
  void batchesOfNeighbouringStepsShareNoSeries() {
    var batches = MixtureData.fresh().batches().of(64, 1);

    float[] step0 = batches.at(0).windows();
    float[] step1 = batches.at(1).windows();

    for (int row = 0; row < 64; row++) {
      float[] window = Arrays.copyOfRange(step0, row * 50, (row + 1) * 50);
      for (int other = 0; other < 64; other++) {
        assertThat(Arrays.copyOfRange(step1, other * 50, (other + 1) * 50)).isNotEqualTo(window);
      }
    }
  }

  @Test
  void gapsAreFilledFromInsideTheWindowOnly() {
    RandomDraws draws = new RandomDraws(5);
    for (int i = 0; i < 1000; i++) {
      double[] series = new double[WindowSet.EXAMPLE];
      series[WindowSet.WINDOW] = 1; // the first value of the future

      new Changes(draws).bridge(series);

      assertThat(Arrays.copyOf(series, WindowSet.WINDOW)).containsOnly(0);
    }
  }

  @Test
  void aSteadyPatternRepeatsExactly() {
    RandomDraws draws = new RandomDraws(31);
    Family steady = new Seasonal(true);
    for (int i = 0; i < 500; i++) {
      double[] series = steady.draw(draws);

      assertThat(IntStream.rangeClosed(3, 48)).anyMatch(period -> repeats(series, period));
    }
  }

  private static boolean repeats(double[] series, int period) {
    return IntStream.range(period, series.length).allMatch(t -> series[t] == series[t - period]);
  }

  @Test
  void plateausStandStillMostOfTheTimeAndMoveNowAndThen() {
    RandomDraws draws = new RandomDraws(37);
    int still = 0;
    int moving = 0;
    for (int i = 0; i < 2000; i++) {
      double[] series = new Plateaus().draw(draws);
      for (int t = 1; t < series.length; t++) {
        still += series[t] == series[t - 1] ? 1 : 0;
        moving += series[t] == series[t - 1] ? 0 : 1;
      }
    }

    assertThat((double) still / (still + moving)).isBetween(0.85, 0.98);
  }

  @Test
  void plateausStandAtThreeLevelsAtMost() {
    RandomDraws draws = new RandomDraws(43);
    for (int i = 0; i < 500; i++) {
      double[] series = new Plateaus().draw(draws);

      assertThat(
              IntStream.range(1, series.length)
                  .filter(t -> series[t] == series[t - 1])
                  .mapToObj(t -> series[t])
                  .distinct())
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void someSeriesHaveNothingAddedToThem() {
    WindowSet set = MIXTURE.draw(4000, 41);
    int exact = 0;
    for (int row = 0; row < set.size(); row++) {
      int still = 0;
      for (int step = 1; step < WindowSet.EXAMPLE; step++) {
        still += set.value(row, step) == set.value(row, step - 1) ? 1 : 0;
      }
      exact += still > 40 ? 1 : 0;
    }

    assertThat(exact).isGreaterThan(300);
  }

  @Test
  void noiseIsCentredAndOfUnitScale() {
    for (Noise kind : Noise.values()) {
      RandomDraws draws = new RandomDraws(17);
      int n = 200_000;
      double sum = 0;
      double absolute = 0;
      for (int i = 0; i < n; i++) {
        double value = kind.draw(draws);
        sum += value / n;
        absolute += Math.abs(value) / n;
      }
      assertThat(sum).as("mean of %s", kind).isBetween(-0.02, 0.02);
      assertThat(absolute).as("mean size of %s", kind).isBetween(0.3, 1.0);
    }
  }

  @Test
  void aPoissonDrawHasItsMeanAndItsVariance() {
    for (double mean : new double[] {0.3, 4, 60}) {
      RandomDraws draws = new RandomDraws(23);
      int n = 100_000;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double value = draws.poisson(mean);
        sum += value / n;
        squares += value * value / n;
      }
      assertThat(sum / mean).as("mean %s", mean).isBetween(0.97, 1.03);
      assertThat((squares - sum * sum) / mean).as("variance %s", mean).isBetween(0.95, 1.05);
    }
  }

  /** A process of the bank has a mean variance of 1 and is not white. */
  @Test
  void kernelDrawsHaveTheirVarianceAndTheirMemory() {
    Kernels kernels = new Kernels();
    RandomDraws draws = new RandomDraws(29);
    double variance = 0;
    double neighbours = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      double[] series = kernels.draw(draws);
      for (int t = 1; t < series.length; t++) {
        variance += series[t] * series[t] / n / (series.length - 1);
        neighbours += series[t] * series[t - 1] / n / (series.length - 1);
      }
    }

    assertThat(variance).isBetween(0.9, 1.1);
    assertThat(neighbours / variance).isGreaterThan(0.7);
  }
}
