package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{1,3}",
        "[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}",
        "a{1000}b{2,1000}",
        "[(]{1000}\\(\\{{1000}[^]({]{1000}",
        "(?<host>[^.]+)\\.(?<metric>.{1,100})",
        "x{,5}{",
      })
  void usual_expressions_are_accepted(String text) {
    assertThat(LinearPatterns.compile("pattern", text).pattern()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1,1000}){1,1000}",
        "(((a{10}){10}){10}){11}",
        "(a(bc){100}d{0}){100}",
        "((a|b){1000,}){1000}",
      })
  void nested_repetitions_are_bounded(String text) {
    assertThatThrownBy(() -> LinearPatterns.compile("pattern", text))
        .hasMessage("pattern must have at most 10000 parts with its repetitions written out");
  }

  @Test
  void what_is_no_expression_is_refused() {
    assertThatThrownBy(() -> LinearPatterns.compile("pattern", "("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pattern cannot be read: ");
  }

  @Test
  void a_long_expression_is_refused() {
    assertThatThrownBy(() -> LinearPatterns.compile("pattern", "a".repeat(1001)))
        .hasMessage("pattern must have at most 1000 characters, got: 1001");
  }
}
