package io.wavecast.trainer.holdouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HoldOutsTest {
  private static final int LENGTH = 196;

  /**
   * Values printed by the program that first made these series and chose the default forecaster.
   */
  @ParameterizedTest
  @CsvSource({
    "hourly,            24, 540.691, 489.535, 18.9872",
    "clean daily shape, 24, 182.037, 186.207, 141.581",
    "daily,              7, 1302.34, 1276.77, 317.326",
    "weekly,             0, 1054.31, 552.848, 931.303",
    "monthly,           12, 588.659, 607.263, 652.128",
    "quarterly,          4, 303.944, 322.557, 1579.53",
    "machine load,       0, 26.85,   27.5,    4.75",
    "slow physical,     24, 21.4638, 9.91477, 15.7583"
  })
  void the_series_are_those_that_chose_the_default_forecaster(
      String group, int period, double first, double fiftieth, double last) {
    List<RecordedSeries> series = group(group).draw(HoldOuts.SERIES, LENGTH, HoldOuts.SEED);

    assertThat(series).hasSize(300);
    assertThat(series.get(0).period(50)).isEqualTo(period);
    assertThat((double) series.get(0).values()[0]).isCloseTo(first, withinPercentage(1e-3));
    assertThat((double) series.get(0).values()[49]).isCloseTo(fiftieth, withinPercentage(1e-3));
    assertThat((double) series.get(299).values()[178]).isCloseTo(last, withinPercentage(1e-3));
  }

  private static HoldOutGroup group(String label) {
    return HoldOutGroup.ALL.stream()
        .filter(group -> group.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<HoldOutGroup> all() {
    return HoldOutGroup.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_seed_decides_the_series(HoldOutGroup group) {
    float[] values = group.draw(20, LENGTH, 1).get(19).values();

    assertThat(values).isEqualTo(group.draw(20, LENGTH, 1).get(19).values());
    assertThat(values).isNotEqualTo(group.draw(20, LENGTH, 2).get(19).values());
  }

  @Test
  void flat_series_are_drawn_again() {
    List<RecordedSeries> counts = group("machine load").draw(300, 3, 1);

    assertThat(counts).hasSize(300);
    for (RecordedSeries series : counts) {
      float[] sorted = series.values().clone();
      Arrays.sort(sorted);
      assertThat(sorted[2]).as(series.name()).isGreaterThan(sorted[0]);
    }
  }

  @Test
  void methods_forecast_eight_windows_of_each_series_beside_simple_ones() {
    List<int[]> seen = new ArrayList<>();
    Method perfect = new Oracle(seen);

    List<SeriesResult> results =
        new HoldOuts(List.of(perfect)).run(List.of(1L, 2L), 2, group -> {});

    assertThat(results).hasSize(8 * 2 * 2);
    assertThat(seen)
        .hasSize(results.size())
        .allSatisfy(
            origins -> assertThat(origins).containsExactly(50, 67, 84, 101, 118, 135, 152, 169));
    assertThat(results)
        .allSatisfy(
            r -> {
              assertThat(r.byMethod()).containsOnlyKeys("naive", "seasonal", "smoothing", "oracle");
              assertThat(r.toBetter("oracle")).isZero();
              assertThat(Math.min(r.toBetter("naive"), r.toBetter("seasonal"))).isEqualTo(1);
            });
  }

  /** Knows the future. */
  private record Oracle(List<int[]> seen) implements Method {
    @Override
    public String name() {
      return "oracle";
    }

    @Override
    public Forecasts forecast(RecordedSeries series, int[] origins) {
      seen.add(origins);
      float[] points = new float[origins.length * HORIZON];
      for (int i = 0; i < points.length; i++) {
        points[i] = series.values()[origins[i / HORIZON] + i % HORIZON];
      }
      return new Forecasts(points, List.of(), new float[0]);
    }
  }
}
