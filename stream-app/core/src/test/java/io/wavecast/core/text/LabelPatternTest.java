package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPatternTest {
  private static final LabelPattern PATTERN =
      LabelPattern.of("(?<service>[^.]+)\\.(?P<zone>[a-z]?)\\..*");

  @Test
  void the_named_groups_of_a_key_are_its_labels() {
    assertThat(PATTERN.labels("web.b.latency")).isEqualTo(Map.of("service", "web", "zone", "b"));
  }

  @Test
  void an_empty_group_is_no_label() {
    assertThat(PATTERN.labels("web..latency")).isEqualTo(Map.of("service", "web"));
  }

  @Test
  void a_key_that_the_pattern_does_not_match_completely_has_no_labels() {
    assertThat(PATTERN.labels("web.b")).isEmpty();
    assertThat(PATTERN.labels("x.web.b.latency")).isEmpty();
    assertThat(LabelPattern.NONE.labels("")).isEmpty();
    assertThat(LabelPattern.NONE.labels("web.b.latency")).isEmpty();
  }

  /** Backtracking would take longer than the test may. */
  @Test
  void nested_repetitions_take_linear_time() {
    LabelPattern nested = LabelPattern.of("((a+)+)+(?<end>b)");

    assertThat(nested.labels("a".repeat(1024))).isEmpty();
    assertThat(nested.labels("a".repeat(1023) + "b")).isEqualTo(Map.of("end", "b"));
  }

  @Test
  void it_is_sent_to_other_processes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PATTERN);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(PATTERN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(?<a>x; cannot be read",
        "x.*; 1..16 named groups",
        "(x); 1..16 named groups",
        "(?<series>x); none of [alertname, application, incident, series, severity], got: series",
        "(?<a>x)(?!y); cannot be read",
      })
  void other_expressions_are_refused(String text, String why) {
    assertThatThrownBy(() -> LabelPattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_long_expression_is_refused() {
    assertThatThrownBy(() -> LabelPattern.of("(?<a>" + "x".repeat(1000) + ")"))
        .hasMessageContaining("at most 1000 characters");
  }
}
