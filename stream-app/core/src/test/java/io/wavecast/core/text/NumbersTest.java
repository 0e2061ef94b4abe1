package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "101340, 3, 101340",
    "101310, 3, 101310",
    "99.9951, 0.001, 99.9951",
    "12345678, 50, '12,345,680'",
    "-41443210000, 1e10, '-41,440,000,000'",
    "4602.8, 5, 4603",
    "4602, 0.01, 4602.0",
    "146, 1, 146.0",
    "45.0234, 5, 45.02",
    "5, 0, 5.0",
    "0.1, 0, 0.1",
    "0, 0, 0.0",
    "-0.46061, 1, -0.4606",
    "1e30, 1, 1.0E30"
  })
  void numbers_that_differ_by_the_scale_differ_in_sentences(double x, double scale, String text) {
    assertThat(Numbers.of((float) x, scale)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"123456, 123500", "12345678, '12,350,000'", "999.96, 1000", "0.000123456, 1.235E-4"})
  void without_a_scale_there_are_four_digits(double x, String text) {
    assertThat(Numbers.of(x)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1, 1.5",
    "2.3456, 2, 2.346",
    "1.00004, 1, 1.00004",
    "1.0000001, 1, 1.0000001",
    "1.1, 1.1, 1.10000002384185791015625",
    "12345678, 12345000, '12,350,000'",
    "0.99999, 1, 1.0"
  })
  void a_number_above_a_border_is_above_it_in_sentences(float x, double border, String text) {
    assertThat(Numbers.above(x, border)).isEqualTo(text);
  }
}
