package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.input;
import static io.wavecast.core.ingest.Mapped.where;
import static io.wavecast.core.ingest.Mapped.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.RawRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats other than JSON. */
class FormatsTest {
  private static final Input NUMBER = with(input(new NumberFormat(), "{key}"), ValueFields.at(""));
  private static final Input CSV =
      input(new CsvFormat(List.of("host", "zone", "value"), ','), "{/zone}.{/host}", "");
  private static final Input STATSD =
      input(
          TextFormat.of("(?<name>[^:]+):(?<value>[-0-9.]+)\\|(?<type>[a-z]+)(\\|@(?<rate>.*))?"),
          "{/name}",
          "");

  @ParameterizedTest
  @CsvSource({"12.5, 12.5", "' -3e2\n', -300.0"})
  void a_number_is_text(String value, double expected) {
    assertThat(Mapped.of(NUMBER, value).values()).containsExactly("k=" + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 2", "1f", "{}"})
  void other_texts_are_no_numbers(String value) {
    assertThat(Mapped.of(NUMBER, value).why())
        .isEqualTo("malformed: input 'test': value must be a number as text");
  }

  @Test
  void a_line_of_csv_has_named_columns() {
    Mapped mapped = Mapped.of(CSV, "\"h,1\",z,1.5\r\n\nh2,z,2,more\n");

    assertThat(mapped.values()).containsExactly("z.h,1=1.5", "z.h2=2.0");
    assertThat(mapped.why()).isEmpty();
  }

  @Test
  void lines_before_an_open_quote_are_not_lost() {
    Mapped mapped = Mapped.of(CSV, "h1,z,5\nh2,\"z,6\nh3,z,7");

    assertThat(mapped.values()).containsExactly("z.h1=5.0");
    assertThat(mapped.why())
        .isEqualTo(
            "malformed: input 'test': value must be CSV: a quote is not closed (1 error in 2 points)");
  }

  @Test
  void a_byte_order_mark_is_skipped() {
    assertThat(Mapped.of(CSV, "\uFEFFh,z,5").values()).containsExactly("z.h=5.0");
    assertThat(Mapped.of(NUMBER, "\uFEFF5").values()).containsExactly("k=5.0");
    assertThat(Mapped.of(STATSD, "\uFEFFload:5|g").values()).containsExactly("load=5.0");
  }

  @Test
  void columns_without_names_have_numbers() {
    Input input = with(input(new CsvFormat(List.of(), ';'), "{/1}", ""), ValueFields.at("/0"));

    assertThat(Mapped.of(input, "5;a,b").values()).containsExactly("a,b=5.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          h,z | missing-field: input 'test': field '/value' is missing
          h,,5 | missing-field: input 'test': field '/zone' is missing
          h,"z,5 | malformed: input 'test': value must be CSV: a quote is not closed
          '' | malformed: input 'test': value must be lines of text, got nothing
          """)
  void what_a_line_lacks_is_named(String value, String why) {
    assertThat(Mapped.of(CSV, value).why()).isEqualTo(why);
  }

  @Test
  void a_line_of_text_has_the_groups_of_a_pattern() {
    String lines = "page.views:3|c|@0.1\nload:0.5|g\nnonsense\n";

    Mapped all = Mapped.of(STATSD, lines);
    Mapped counters = Mapped.of(where(STATSD, "/type = c"), lines);

    assertThat(all.values()).containsExactly("page.views=3.0", "load=0.5");
    assertThat(all.why()).contains("line does not match the pattern (1 error in 3 points)");
    assertThat(counters.values()).containsExactly("page.views=3.0");
    assertThat(counters.why()).contains("line does not match the pattern");
  }

  @Test
  void bytes_that_are_no_text_are_rejected() {
    RawRecord record = new RawRecord(new byte[1], new byte[] {'1', (byte) 0xff}, 5, "raw", 0, 0);

    assertThat(Mapped.of(NUMBER, record).why())
        .isEqualTo("malformed: input 'test': value must be UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "no groups", "(a)"})
  void other_patterns_are_refused(String pattern) {
    assertThatThrownBy(() -> TextFormat.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pattern ");
  }

  @Test
  void columns_must_differ() {
    assertThatThrownBy(() -> new CsvFormat(List.of("a", "a"), ','))
        .hasMessage("columns must have different names, got: [a, a]");
    assertThatThrownBy(() -> new CsvFormat(List.of("a"), '"')).hasMessageStartingWith("separator");
  }
}
