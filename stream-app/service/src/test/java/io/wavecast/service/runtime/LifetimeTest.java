package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {
  @ParameterizedTest
  @CsvSource({"server,0", "task,130"})
  void what_fails_because_a_signal_came_is_no_news(String kind, int exitCode) throws Exception {
    try (ChildJvm child = ChildJvm.start(FailsInTheEnd.class, "64m", kind)) {
      child.await("running");

      int code = child.terminate();

      assertThat(code).isEqualTo(exitCode);
      assertThat(child.output()).containsExactly("running", "closing");
    }
  }

  @Test
  void without_a_signal_it_ends_as_the_command_does() {
    try (Lifetime lifetime = Lifetime.ofTask()) {
      assertThat(lifetime.isEnding()).isFalse();
      lifetime.end();
      assertThat(lifetime.await(Duration.ofMinutes(1))).isTrue();
    }
  }

  /** A command that a signal ends, and that cannot start what it wanted to any more. */
  static final class FailsInTheEnd {
    private FailsInTheEnd() {}

    public static void main(String[] args) {
      try (Lifetime lifetime = args[0].equals("task") ? Lifetime.ofTask() : Lifetime.begin()) {
        System.out.println("running");
        lifetime.await(Duration.ofMinutes(2));
        System.out.println("closing");
        throw new ExceptionInInitializerError("too late");
      }
    }
  }
}
