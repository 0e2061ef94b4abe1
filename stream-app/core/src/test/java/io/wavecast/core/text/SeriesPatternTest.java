package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesPatternTest {
  private static final Map<String, String> LABELS =
      Map.of("service", "checkout", "zone", "eu-1", "team", "a,b");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service=checkout                     | true",
        "service=check*                       | true",
        "service=cart                         | false",
        "service=*                            | true",
        "host=*                               | false",
        "service=checkout,zone=eu-?           | true",
        "service=checkout&zone=eu-?           | true",
        "service=checkout,zone=us-?           | false",
        "web.*,zone=eu-*                      | true",
        "db.*,zone=eu-*                       | false",
        "web.*                                | true",
        "*,zone=eu-1                          | true",
        "web.1,x                              | false",
        "Service=checkout                     | false",
      })
  void all_parts_must_be_as_the_series_is(String text, boolean matches) {
    assertThat(SeriesPattern.of(text).matches("web.1", LABELS)).isEqualTo(matches);
    assertThat(SeriesPattern.of(text)).hasToString(text);
  }

  @Test
  void a_text_without_a_label_is_the_pattern_of_the_key_with_its_commas() {
    SeriesPattern pattern = SeriesPattern.of("cpu,1&a.b=*");

    assertThat(pattern.usesLabels()).isFalse();
    assertThat(pattern.matches("cpu,1&a.b=x", Map.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | pattern of series must not be empty",
        "',zone=eu'      | pattern of series must not be empty",
        "zone=eu,web.*   | pattern of series must be a pattern of keys, then labels such as"
            + " zone=eu-*, got: 'zone=eu,web.*'",
        "zone=eu,        | pattern of series must be a pattern of keys, then labels such as"
            + " zone=eu-*, got: 'zone=eu,'",
        "zone=           | pattern of series must be a pattern of keys, then labels such as"
            + " zone=eu-*, got: 'zone='",
        "zone=a,zone=b   | pattern of series must name label 'zone' once, got: 'zone=a,zone=b'",
      })
  void what_is_no_pattern_is_refused(String text, String message) {
    assertThatThrownBy(() -> SeriesPattern.of(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"cpu,host=a", "host=a", "cpu", "a.b=c"})
  void the_pattern_of_a_key_matches_that_key_whatever_it_looks_like(String key) {
    SeriesPattern pattern = SeriesPattern.of(SeriesPattern.ofKey(key));

    assertThat(pattern.usesLabels()).isFalse();
    assertThat(pattern.matches(key, Map.of())).isTrue();
    assertThat(pattern.matches(key + "x", Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*, web.a, true",
    "web.*, web.a, true",
    "web.*, web.a*, true",
    "*, app=x, true",
    "app=x, 'web.*&app=x', true",
    "web.?, web.a, true",
    "web.?, web.*, false",
    "web.a, web.*, false",
    "app=x, web.*, false",
    "app=x, app=y, false"
  })
  void covers_what_it_surely_matches(String pattern, String other, boolean covers) {
    assertThat(SeriesPattern.of(pattern).covers(SeriesPattern.of(other))).isEqualTo(covers);
  }
}
