package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5817.3    | 470   | 5,817
          101340    | 15    | 101,340
          39.2371   | 4     | 39.24
          -0.2586   | 2     | -0.26
          0.000012  | NaN   | 0.000012
          12.5      | NaN   | 12.5
          56091.7   | NaN   | 56,090
          0         | 6000  | 0
          -0.0      | 0.5   | 0
          123456789 | 0.001 | 123,456,800
          3e15      | NaN   | 3.0E15
          """)
  void a_number_is_as_exact_as_the_difference_that_matters(double x, double scale, String text) {
    assertThat(Numbers.of(x, scale)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "4.0713, 1, 4.1",
    "1.003, 1, 1.003",
    "1.00002, 1, 1.00002",
    "37.4, NaN, 37",
    "0, NaN, 0"
  })
  void a_score_has_two_digits_or_as_many_as_show_that_it_is_above_its_border(
      double x, double border, String text) {
    assertThat(Numbers.above(x, border)).isEqualTo(text);
  }
}
