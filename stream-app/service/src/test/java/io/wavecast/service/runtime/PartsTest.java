package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> closed = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void parts_are_closed_once_in_reverse_order() {
    parts.add(() -> closed.add("models"));
    parts.add(() -> closed.add("runtime"));

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("runtime", "models");
  }

  @Test
  void every_part_is_closed_although_some_cannot_be() {
    parts.add(() -> closed.add("models"));
    parts.add(
        () -> {
          throw new IllegalArgumentException("disk");
        });
    parts.add(
        () -> {
          throw new IllegalStateException("network");
        });

    assertThatThrownBy(parts::close)
        .hasMessage("part cannot be closed: network")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

    assertThat(closed).containsExactly("models");
  }
}
