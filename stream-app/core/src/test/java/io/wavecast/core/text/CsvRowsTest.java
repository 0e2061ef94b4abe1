package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a             | a",
        "a,b           | a;b",
        " a , b\t      | a;b",
        "a,            | a;",
        ",,            | ;;",
        "\"a\",b       | a;b",
        "\"a,b\",c     | a,b;c",
        "\"a\"\"b\",c  | a\"b;c",
        "\"\",c        | ;c",
        "\" a \",c     | a;c",
        "a,\"\"\"\"    | a;\"",
        "a\"b,c\"d     | ab,cd",
      })
  void a_row_is_split_into_its_fields(String row, String fields) throws IOException {
    assertThat(rows(row).next()).containsExactly(fields.split(";", -1));
  }

  @Test
  void lines_and_characters_are_counted_and_blank_lines_skipped() throws IOException {
    CsvRows rows = rows("\uFEFFa,b\n\n  \nc\n");

    assertThat(rows.line()).isZero();
    assertThat(rows.next()).containsExactly("a", "b");
    assertThat(rows.line()).isEqualTo(1);
    assertThat(rows.chars()).isEqualTo(5);
    assertThat(rows.next()).containsExactly("c");
    assertThat(rows.line()).isEqualTo(4);
    assertThat(rows.next()).isNull();
    assertThat(rows.line()).isEqualTo(4);
    assertThat(rows.chars()).isEqualTo(11);
  }

  @Test
  void a_mark_elsewhere_than_at_the_start_belongs_to_its_field() throws IOException {
    CsvRows rows = rows("a\n\uFEFFb");

    rows.next();

    assertThat(rows.next()).containsExactly("\uFEFFb");
  }

  @Test
  void an_open_quote_is_reported_with_the_start_of_its_row() {
    String row = "\"" + "x".repeat(60);

    assertThatThrownBy(() -> rows(row).next())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quote is not closed: '\"" + "x".repeat(56) + "...'");
    assertThat(CsvRows.shorten("x".repeat(60))).hasSize(60).endsWith("x");
  }

  @Test
  void the_reader_is_closed() throws IOException {
    BufferedReader in = new BufferedReader(new StringReader("a"));

    new CsvRows(in).close();

    assertThatThrownBy(in::readLine).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          time, true
          '', true
          '#1', true
          1, false
          9x, false
          +1, false
          -1, false
          2020-01-01, false
          """)
  void a_header_does_not_start_like_a_time(String time, boolean header) {
    assertThat(CsvRows.isHeader(time)).isEqualTo(header);
  }

  @Test
  void the_column_of_times_has_a_usual_name_or_is_the_first() {
    assertThat(CsvRows.timeColumn(List.of("a", "b"))).isZero();
    assertThat(CsvRows.timeColumn(List.of("a", "Time", "ds"))).isEqualTo(1);
    assertThat(CsvRows.timeColumn(List.of("a", "b", "DATETIME"))).isEqualTo(2);
    assertThat(CsvRows.timeColumn(List.of("timestamp", "date"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "-2.5, -2.5", "1e3, 1000", "NaN, NaN", "Infinity, Infinity"})
  void numbers_are_read(String text, Double number) {
    assertThat(CsvRows.number(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1f", "1F", "1d", "1D", "1,5"})
  void other_texts_are_no_numbers(String text) {
    assertThatThrownBy(() -> CsvRows.number(text)).isInstanceOf(NumberFormatException.class);
  }

  private static CsvRows rows(String text) {
    return new CsvRows(new BufferedReader(new StringReader(text)));
  }
}
