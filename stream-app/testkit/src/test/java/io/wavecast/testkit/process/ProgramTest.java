package io.wavecast.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir Path dir;

  @Test
  void the_output_of_a_program_is_kept() throws Exception {
    try (Program echo = Program.start(dir, "echo", List.of("echo", "one two"))) {
      assertThat(echo.succeed(Duration.ofMinutes(1)).output()).containsExactly("one two");
    }
  }

  @Test
  void a_failure_shows_the_end_of_the_output() {
    try (Program ls = Program.start(dir, "ls", List.of("ls", "/no/such/folder"))) {
      assertThatThrownBy(() -> ls.succeed(Duration.ofMinutes(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ls ended with 2: ")
          .hasMessageContaining("/no/such/folder");
    }
  }

  @Test
  void closing_it_ends_the_process() {
    Program sleep = Program.start(dir, "sleep", List.of("sleep", "600"));
    sleep.requireRunning();

    sleep.close();

    assertThatThrownBy(sleep::requireRunning).hasMessageStartingWith("sleep ended with 143");
  }
}
