package io.wavecast.trainer.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapsTest {
  /** Steps of 10, a little late once; two values are missing before 60, five before 130. */
  private static final RecordedSeries SERIES =
      new RecordedSeries(
          "g",
          "s",
          new long[] {0, 10, 24, 30, 60, 70, 130, 140},
          new float[] {0, 1, 2, 3, 6, 7, 13, 14});

  @Test
  void a_series_is_cut_where_more_values_are_missing_than_are_allowed() {
    List<RecordedSeries> parts = Gaps.cut(SERIES, 1);

    assertThat(parts).extracting(RecordedSeries::group).containsOnly("g");
    assertThat(parts)
        .extracting(RecordedSeries::name)
        .containsExactly("s part 1", "s part 2", "s part 3");
    assertThat(parts)
        .extracting(RecordedSeries::timestamps)
        .containsExactly(new long[] {0, 10, 24, 30}, new long[] {60, 70}, new long[] {130, 140});
    assertThat(parts)
        .extracting(RecordedSeries::values)
        .containsExactly(new float[] {0, 1, 2, 3}, new float[] {6, 7}, new float[] {13, 14});
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "2, 2", "4, 2", "5, 1"})
  void the_number_of_missing_values_decides(int most, int parts) {
    assertThat(Gaps.cut(SERIES, most)).hasSize(parts);
  }

  @Test
  void a_series_without_a_gap_stays_as_it_is() {
    RecordedSeries one = new RecordedSeries("g", "one", new long[] {5}, new float[] {1});

    assertThat(Gaps.cut(SERIES, 5)).containsExactly(SERIES);
    assertThat(Gaps.cut(one, 0)).containsExactly(one);
  }
}
