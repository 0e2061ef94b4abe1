package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What counts against the limit of a run. The limits are so long that the watcher plays no part.
 */
class RunWatchTest {
  private static final int LOOKS = 6000;

  @Test
  void looks_at_the_same_run_count_and_not_the_time_between_them() throws Exception {
    try (RunWatch watch = new RunWatch(Duration.ofMinutes(10))) {
      watch.start();
      look(watch, LOOKS / 2);
      assertThat(watch.hasEnded()).isFalse();

      look(watch, LOOKS);

      assertThat(watch.hasEnded()).isTrue();
    }
  }

  @Test
  void each_run_starts_anew() throws Exception {
    try (RunWatch watch = new RunWatch(Duration.ofMinutes(10))) {
      for (int run = 0; run < 4; run++) {
        watch.start();
        look(watch, LOOKS / 2);
        watch.stop();
      }

      assertThat(watch.hasEnded()).isFalse();
    }
  }

  private static void look(RunWatch watch, int times) {
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }
}
