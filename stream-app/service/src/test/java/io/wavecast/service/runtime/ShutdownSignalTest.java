package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownSignalTest {
  @ParameterizedTest
  @CsvSource({"server,0", "task,130"})
  void an_error_caused_by_the_shutdown_is_not_printed(String kind, int exitCode) throws Exception {
    try (ChildJvm child = ChildJvm.start(FailsInTheEnd.class, "64m", kind)) {
      child.await("running");

      int code = child.terminate();

      assertThat(code).isEqualTo(exitCode);
      assertThat(child.output()).containsExactly("running", "closing");
    }
  }

  @Test
  void without_a_signal_the_command_ends_by_itself() {
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask()) {
      assertThat(shutdown.isRequested()).isFalse();
      shutdown.request();
      assertThat(shutdown.await(Duration.ofMinutes(1))).isTrue();
    }
  }

  /** A command that fails while it shuts down. */
  static final class FailsInTheEnd {
    private FailsInTheEnd() {}

    public static void main(String[] args) {
      try (ShutdownSignal shutdown =
          args[0].equals("task") ? ShutdownSignal.ofTask() : ShutdownSignal.ofService()) {
        System.out.println("running");
        shutdown.await(Duration.ofMinutes(2));
        System.out.println("closing");
        throw new ExceptionInInitializerError("too late");
      }
    }
  }
}
