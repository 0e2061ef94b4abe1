package io.wavecast.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.ingest.KeyTemplate.Part;
import io.wavecast.core.ingest.KeyTemplate.Source;
import org.junit.jupiter.api.Test;

class KeyTemplateTest {
  @Test
  void text_beside_placeholders_stays_as_it_is() {
    KeyTemplate template = KeyTemplate.of("{topic}: {/zone}} is\n{value}{value}.");

    assertThat(template.parts())
        .containsExactly(
            new Part(Source.TOPIC, "topic"),
            new Part(Source.CONSTANT, ": "),
            new Part(Source.FIELD, FieldPath.of("/zone")),
            new Part(Source.CONSTANT, "} is\n"),
            new Part(Source.VALUE, "value"),
            new Part(Source.VALUE, "value"),
            new Part(Source.CONSTANT, "."));
    assertThat(template).hasToString("{topic}: {/zone}} is\n{value}{value}.");
  }

  @Test
  void a_brace_that_is_not_closed_is_refused() {
    assertThatThrownBy(() -> KeyTemplate.of("{key} and {value"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'{' must be closed by '}', got: '{key} and {value'");
  }

  @Test
  void a_placeholder_without_a_name_is_refused() {
    assertThatThrownBy(() -> KeyTemplate.of("a{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got: '{}'");
  }
}
