package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPartTest {
  private final CompletableFuture<Optional<Throwable>> stopped = new CompletableFuture<>();

  @Test
  void a_running_pipeline_passes() {
    assertThatCode(() -> StreamPart.require("the stream", stopped)).doesNotThrowAnyException();
  }

  @Test
  void a_failed_pipeline_reports_why_it_stopped() {
    stopped.complete(
        Optional.of(new IllegalStateException("task failed", new RuntimeException("no disk"))));

    assertThatThrownBy(() -> StreamPart.require("the stream", stopped))
        .isInstanceOf(FailureException.class)
        .hasMessage("the stream has stopped: task failed: no disk");
  }

  @Test
  void a_pipeline_that_stopped_without_a_failure_is_reported_too() {
    stopped.complete(Optional.empty());

    assertThatThrownBy(() -> StreamPart.require("the stream", stopped))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("the stream has stopped: Kafka Streams stopped");
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_from_one_in_use(@TempDir Path folder)
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(StreamPart.stateProblem(folder)).contains("stop the other 'serve'");
    assertThat(StreamPart.stateProblem(file.resolve("state")))
        .contains("the user '" + System.getProperty("user.name") + "' may not write there");
  }
}
