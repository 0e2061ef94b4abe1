package io.wavecast.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
  private static final SoakVerdict VERDICT = new SoakVerdict(0.05, 1000);

  private static List<SoakRow> rows(
      IntToDoubleFunction memory, IntToDoubleFunction count, IntToDoubleFunction lag) {
    return IntStream.rangeClosed(0, 50)
        .mapToObj(
            i ->
                new SoakRow(
                    60L * i,
                    0,
                    0,
                    (long) lag.applyAsDouble(i),
                    10 * memory.applyAsDouble(i),
                    memory.applyAsDouble(i),
                    0,
                    (long) count.applyAsDouble(i),
                    (long) count.applyAsDouble(i),
                    0,
                    0,
                    0,
                    new SoakCounter.Latencies(0, 0)))
        .toList();
  }

  @Test
  void figures_that_go_up_and_down_are_flat() {
    assertThat(VERDICT.failures(rows(i -> 200 + 40 * (i % 3), i -> 60 + i % 5, i -> 900 * (i % 2))))
        .isEmpty();
  }

  @Test
  void figures_that_grow_are_not_flat_however_slowly() {
    assertThat(VERDICT.failures(rows(i -> 200 + 40 * (i % 3) + 0.5 * i, i -> 60 + i / 10, i -> 0)))
        .hasSize(4)
        .allMatch(text -> text.startsWith("not flat, "));
  }

  @Test
  void a_figure_that_falls_is_flat() {
    assertThat(VERDICT.failures(rows(i -> 200 - i, i -> 100 - i, i -> 0))).isEmpty();
  }

  @Test
  void one_row_far_behind_is_a_failure() {
    assertThat(VERDICT.failures(rows(i -> 200, i -> 60, i -> i == 7 ? 1001 : 0)))
        .containsExactly("lag of 1,001 observations (limit 1,000)");
  }

  @Test
  void a_trend_is_the_line_of_least_squares() {
    Trend trend = Trend.of(List.of(1.0, 3.0, 2.0, 4.0));
    assertThat(trend.start()).isCloseTo(1.3, within(1e-9));
    assertThat(trend.growth()).isCloseTo(2.4, within(1e-9));
  }
}
