package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextTemplateTest {
  @Test
  void placeholders_are_replaced_and_all_other_text_stays() {
    TextTemplate template = TextTemplate.of("{series}: {label.zone}} is {state}{state}.");

    assertThat(template.placeholders()).containsExactly("series", "label.zone", "state", "state");
    assertThat(template.fill(name -> name.toUpperCase(Locale.ROOT)))
        .isEqualTo("SERIES: LABEL.ZONE} is STATESTATE.");
    assertThat(template).hasToString("{series}: {label.zone}} is {state}{state}.");
    assertThat(TextTemplate.of("").fill(name -> "x")).isEmpty();
  }

  @Test
  void a_value_with_braces_is_not_replaced_again() {
    assertThat(TextTemplate.of("{a}").fill(name -> "{a}")).isEqualTo("{a}");
  }

  @Test
  void a_brace_that_is_not_closed_is_refused() {
    assertThatThrownBy(() -> TextTemplate.of("{a} and {b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'{' must be closed by '}', got: '{a} and {b'");
  }
}
