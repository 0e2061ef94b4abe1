package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

  @ParameterizedTest
  @CsvSource({
    "100, 300, 10, 30 s",
    "100, 0, 10, 0 s",
    "100, 1250, 10, 2 min 05 s",
    "10, 3900, 10, 1 h 05 min"
  })
  void the_time_left_is_what_the_open_steps_take_at_the_pace_so_far(
      long made, long open, long seconds, String text) {
    assertThat(Console.timeLeft(made, open, Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
