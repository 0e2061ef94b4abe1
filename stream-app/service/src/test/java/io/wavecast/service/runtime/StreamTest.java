package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StreamTest {
  private final CompletableFuture<Optional<Throwable>> stopped = new CompletableFuture<>();

  @Test
  void a_stream_that_runs_is_required_in_vain() {
    assertThatCode(() -> Stream.require("the stream", stopped)).doesNotThrowAnyException();
  }

  @Test
  void one_that_failed_tells_what_ended_it() {
    stopped.complete(
        Optional.of(new IllegalStateException("task failed", new RuntimeException("no disk"))));

    assertThatThrownBy(() -> Stream.require("the stream", stopped))
        .isInstanceOf(FailureException.class)
        .hasMessage("the stream has stopped: task failed: no disk");
  }

  @Test
  void one_that_ended_without_a_failure_is_noticed_too() {
    stopped.complete(Optional.empty());

    assertThatThrownBy(() -> Stream.require("the stream", stopped))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("the stream has stopped: Kafka Streams ended it");
  }
}
