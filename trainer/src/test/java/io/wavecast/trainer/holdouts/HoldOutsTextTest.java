package io.wavecast.trainer.holdouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.backtest.Measures;
import io.wavecast.trainer.backtest.SeriesResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldOutsTextTest {
  private static final HoldOutsText TEXT =
      new HoldOutsText(
          List.of(3L, 4L),
          List.of(
              series("a", 1, 0.8), series("a", 3, 0.9), series("a", 2, 1), series("b", 8, 0.5)));

  /** A series where the better of naive and seasonal naive has the error 2. */
  private static SeriesResult series(String group, double mae, double coverage) {
    Map<String, Measures> byMethod = new LinkedHashMap<>();
    byMethod.put("naive", measures(4, Double.NaN));
    byMethod.put("seasonal", measures(2, Double.NaN));
    byMethod.put("m", measures(mae, coverage));
    return new SeriesResult(group, "s", 8, 24, 1, byMethod);
  }

  private static Measures measures(double mae, double coverage) {
    List<Double> none = List.of(Double.NaN);
    return new Measures(List.of(mae), none, none, List.of(coverage), none);
  }

  @Test
  void each_series_of_a_group_and_then_each_group_counts_the_same() {
    assertThat(TEXT.markdown())
        .contains("; 4 series, seed 3, 4.\n")
        .contains("| method | a | b | mean |")
        .contains("| naive | 2.000 | 2.000 | 2.000 |")
        .contains("| seasonal | 1.000 | 1.000 | 1.000 |")
        .contains("| m | 1.000 | 4.000 | 2.500 |");
  }

  @Test
  void only_methods_with_quantiles_have_a_coverage() {
    assertThat(TEXT.markdown().lines().filter(line -> line.contains("%")))
        .containsExactly("Values inside the 90 % interval:", "| m | 90.0 % | 50.0 % | 70.0 % |");
    assertThat(TEXT.json().replaceAll("\\s", ""))
        .contains("\"seeds\":[3,4],\"series\":4")
        .containsOnlyOnce("\"coverage\"")
        .contains(
            "{\"method\":\"m\",\"measure\":\"toBetter\",\"groups\":{\"a\":1.0,\"b\":4.0},"
                + "\"mean\":2.5}");
  }
}
