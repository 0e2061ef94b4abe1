package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.input;
import static io.wavecast.core.ingest.Mapped.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as text with a decimal comma. */
class DecimalSignTest {
  private static final ValueFields COMMA = ValueFields.at("/value").withDecimal(DecimalSign.COMMA);
  private static final Input CSV =
      with(input(new CsvFormat(List.of("host", "value"), ';'), "{/host}", ""), COMMA);
  private static final Input NUMBER =
      with(
          input(new NumberFormat(DecimalSign.COMMA), "{key}"),
          ValueFields.at("").withDecimal(DecimalSign.COMMA));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3,5 | 3.5
          -0,25e3 | -250.0
          7 | 7.0
          """)
  void a_comma_is_before_the_decimals(String text, double expected) {
    assertThat(Mapped.of(CSV, "a;" + text).values()).containsExactly("a=" + expected);
    assertThat(Mapped.of(NUMBER, text).values()).containsExactly("k=" + expected);
    assertThat(
            Mapped.of(with(Mapped.json("{key}"), COMMA), "{\"value\":\"" + text + "\"}").values())
        .containsExactly("k=" + expected);
  }

  @Test
  void a_number_of_json_has_its_point() {
    assertThat(Mapped.of(with(Mapped.json("{key}"), COMMA), "{\"value\":3.5}").values())
        .containsExactly("k=3.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.234", "1.234,5", "1,234,5", "1 234,5", "3.5", "1'234"})
  void a_separator_of_thousands_is_refused(String text) {
    assertThat(Mapped.of(CSV, "a;" + text).why())
        .isEqualTo(
            "wrong-type: input 'test': field '/value' must be a number with a decimal comma, got:"
                + " string");
    assertThat(Mapped.of(NUMBER, text).why())
        .isEqualTo("malformed: input 'test': value must be a number with a decimal comma as text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,5", "1,234.5"})
  void a_comma_is_refused_where_a_point_is_wanted(String text) {
    assertThat(Mapped.of(with(CSV, ValueFields.at("/value")), "a;" + text).why())
        .contains("field '/value' must be a number, got");
  }

  @Test
  void fields_of_csv_must_not_be_separated_by_the_decimal_sign() {
    Input commas = input(new CsvFormat(List.of("host", "value"), ','), "{/host}", "");

    assertThatThrownBy(() -> with(commas, COMMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("separator and decimal must differ, got ',' for both");
  }
}
