package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, web.1, true",
    "web.*, web., true",
    "web.*, web, false",
    "web.?, web.1, true",
    "web.?, web., false",
    "web.?, web.10, false",
    "?, '', false",
    "*.cpu, a.cpu.cpu, true",
    "*.cpu, a.cpu.mem, false",
    "a*b*c, abc, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "a**, a, true",
    "a.c, abc, false",
    "web, web, true",
    "web, web2, false",
    "web, we, false",
    "web, Web, false",
    "**a, bba, true",
    "[x], [x], true"
  })
  void stars_stand_for_any_characters_and_question_marks_for_one(
      String pattern, String series, boolean matches) {
    assertThat(new Glob(pattern).matches(series)).isEqualTo(matches);
  }

  @Test
  void an_empty_pattern_is_refused() {
    assertThatThrownBy(() -> new Glob("")).hasMessage("pattern of series must not be empty");
  }
}
