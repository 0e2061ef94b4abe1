package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrowablesTest {
  private final Exception inner = new IOException("disk\n  is full");
  private final Exception outer = new IllegalStateException("cannot save", inner);

  @Test
  void the_root_is_the_innermost_cause() {
    assertThat(Throwables.root(outer)).isSameAs(inner);
    assertThat(Throwables.root(inner)).isSameAs(inner);
    assertThat(Throwables.rootMessage(outer)).isEqualTo("disk; is full");
  }

  @Test
  void without_a_message_the_class_is_named() {
    assertThat(Throwables.oneLine(new IOException())).isEqualTo("IOException");
    assertThat(Throwables.oneLine(new IOException(" "))).isEqualTo("IOException");
    assertThat(Throwables.rootMessage(new IOException("x", new IllegalStateException())))
        .isEqualTo("IllegalStateException");
  }

  @Test
  void line_breaks_become_semicolons_or_blanks_after_punctuation() {
    assertThat(Throwables.oneLine("\n a,\r\n\r\n b:\nc\n\nd  \n")).isEqualTo("a, b: c; d");
  }

  @Test
  void a_long_text_is_cut() {
    assertThat(Throwables.oneLine("x".repeat(100_000))).hasSizeLessThan(5_000).endsWith("x ...");
  }

  @Test
  void causes_are_listed_outermost_first_without_repeats() {
    assertThat(Throwables.causes(outer)).isEqualTo("cannot save: disk; is full");
    assertThat(Throwables.causes(new RuntimeException(inner)))
        .isEqualTo("java.io.IOException: disk; is full");
    assertThat(Throwables.causes(new IOException())).isEqualTo("IOException");
  }
}
