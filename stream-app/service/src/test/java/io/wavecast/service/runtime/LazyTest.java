package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LazyTest {
  private final List<String> log = new ArrayList<>();
  private final Lazy<String> lazy = new Lazy<>(this::open);

  @Test
  void it_is_opened_once_when_it_is_needed_and_closed_once() {
    assertThat(log).isEmpty();

    assertThat(lazy.get()).isSameAs(lazy.get());
    lazy.close(value -> log.add("closed " + value));

    assertThat(log).containsExactly("opened", "closed client");
    assertThatThrownBy(lazy::get).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_was_not_needed_is_not_closed() {
    lazy.close(value -> log.add("closed " + value));

    assertThat(log).isEmpty();
  }

  @Test
  void it_is_tried_again_after_a_failure() {
    Lazy<String> late =
        new Lazy<>(
            () -> {
              if (log.isEmpty()) {
                log.add("failed");
                throw new IllegalArgumentException("no address");
              }
              return open();
            });

    assertThatThrownBy(late::get).hasMessage("no address");
    assertThat(late.get()).isEqualTo("client");
  }

  private String open() {
    log.add("opened");
    return "client";
  }
}
